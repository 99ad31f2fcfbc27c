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
        "priority-fee.mode | automatic | auto or estimate or fixed, not automatic",
        "priority-fee.mode | Fixed | auto or estimate or fixed, not Fixed",
        "priority-fee.percentile | 101 | 0 to 100, not 101",
        "priority-fee.price | -1 | 0 to 1000000000, not -1",
        "priority-fee.ceiling | -1 | 0 to 1000000000, not -1",
        "priority-fee.ceiling | 1000000001 | 0 to 1000000000, not 1000000001",
        "priority-fee.raise-percent | -1 | 0 to 1000, not -1",
        "mint-commitment | confirmed | finalized, not confirmed: a block that is only confirmed"
            + " can still be dropped",
        "burn-commitment | confirmed | finalized, not confirmed: a block that is only confirmed"
            + " can still be dropped",
        "burn-compute-unit-limit | 0 | 1 to 1400000, not 0",
        "rent-age | 31m | 1s to 30m, not PT31M",
        "rent-ceiling | 0 | 1 or more, not 0",
        "daily-spending-limit | 19856559 | 19856560 or more, not 19856559",
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
  void anEstimateNeedsItsCall() {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                KEY_FILE,
                "/keys/wallet.json",
                "aiw3.solana.priority-fee.mode",
                "estimate",
                "aiw3.solana.priority-fee.estimate.method",
                "getPriorityFeeEstimate"));
    assertThat(faults(values)).isEmpty();
    values.put("aiw3.solana.priority-fee.estimate.parameters", "[{\"accountKeys\":[]}]");
    values.put("aiw3.solana.priority-fee.estimate.result", "priorityFeeEstimate");
    values.put("aiw3.solana.priority-fee.estimate.method", "get estimate");
    assertThat(faults(values))
        .hasSize(3)
        .allMatch(sentence -> sentence.contains("aiw3.solana.priority-fee.estimate."));
    values.put("aiw3.solana.priority-fee.estimate.parameters", "[@accounts");
    assertThat(faults(values)).hasSize(3);
  }

  @Test
  void allFaultsAreReportedAtOnce() {
    assertThatThrownBy(
            () -> {
              Map<String, String> values =
                  Map.of("aiw3.solana.priority-fee.mode", "x", "aiw3.signer.kind", "y");
              ConfigChecks.require(TestConfig.signer(values), TestConfig.solana(values));
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "aiw3.solana.priority-fee.mode must be auto or estimate or fixed, not x\n"
                + "aiw3.signer.kind must be env, file or vault, not y");
  }
}
