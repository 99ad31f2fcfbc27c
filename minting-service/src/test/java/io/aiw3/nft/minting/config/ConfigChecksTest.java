package io.aiw3.nft.minting.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.TestConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigChecksTest {
  private static final String KEY_FILE = "aiw3.solana.wallet-key-file";

  private static List<String> faults(Map<String, String> values) {
    return ConfigChecks.faults(TestConfig.signer(values), TestConfig.solana(values));
  }

  @Test
  void theDefaultsNeedNoMoreThanAKeyFile() {
    assertThat(faults(Map.of(KEY_FILE, "/keys/wallet.json"))).isEmpty();
    assertThat(faults(Map.of()))
        .containsExactly(
            "aiw3.signer.kind is file: name the system wallet's key in aiw3.solana.wallet-key-file"
                + " (AIW3_SOLANA_WALLET_KEY_FILE)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "priority-fee.mode | automatic | auto or fixed, not automatic",
        "priority-fee.mode | Fixed | auto or fixed, not Fixed",
        "priority-fee.percentile | 101 | 0 to 100, not 101",
        "priority-fee.price | -1 | 0 or more, not -1",
        "priority-fee.ceiling | -1 | 0 or more, not -1",
        "mint-commitment | processed | confirmed or finalized, not processed",
        "burn-commitment | final | confirmed or finalized, not final",
        "rpc-rate-limit | -1 | 0 or more, not -1",
        "minimum-balance | -1 | 0 or more, not -1",
        "derivation-version | 0 | 1 or more, not 0",
        "compute-unit-limit | 1400001 | 1 to 1400000, not 1400001"
      })
  void wrongValuesStopTheStart(String key, String value, String sentence) {
    Map<String, String> values =
        new HashMap<>(Map.of(KEY_FILE, "/keys/wallet.json", "aiw3.solana." + key, value));
    assertThat(faults(values)).containsExactly("aiw3.solana." + key + " must be " + sentence);
  }

  @Test
  void eachKindOfSignerNeedsItsOwn() {
    assertThat(faults(Map.of("aiw3.signer.kind", "env")))
        .singleElement()
        .asString()
        .contains("AIW3_SOLANA_WALLET_KEY)");
    assertThat(faults(Map.of("aiw3.signer.kind", "hsm", KEY_FILE, "/keys/wallet.json")))
        .containsExactly("aiw3.signer.kind must be env, file or vault, not hsm");
    assertThat(faults(Map.of("aiw3.signer.kind", "vault")))
        .hasSize(3)
        .allMatch(sentence -> sentence.startsWith("aiw3.signer.kind is vault: "));
    Map<String, String> vault =
        Map.of(
            "aiw3.signer.kind", "vault",
            "aiw3.signer.vault.url", "https://vault.example:8200",
            "aiw3.signer.vault.key", "aiw3-wallet",
            "aiw3.signer.vault.token", "a-token");
    assertThat(faults(vault)).isEmpty();
    Map<String, String> wrong = new HashMap<>(vault);
    wrong.put("aiw3.signer.vault.url", "vault.example");
    wrong.put("aiw3.signer.vault.key", "../sys/seal");
    wrong.put("aiw3.signer.vault.mount", "/transit?");
    wrong.put("aiw3.signer.vault.key-version", "0");
    assertThat(faults(wrong)).hasSize(4).noneMatch(sentence -> sentence.contains("a-token"));
  }

  @Test
  void allIsToldAtOnce() {
    assertThatThrownBy(
            () -> {
              Map<String, String> values =
                  Map.of("aiw3.solana.priority-fee.mode", "x", "aiw3.signer.kind", "y");
              ConfigChecks.require(TestConfig.signer(values), TestConfig.solana(values));
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "aiw3.solana.priority-fee.mode must be auto or fixed, not x\n"
                + "aiw3.signer.kind must be env, file or vault, not y");
  }
}
