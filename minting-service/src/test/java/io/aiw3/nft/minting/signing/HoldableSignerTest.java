package io.aiw3.nft.minting.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.solana.Ed25519;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.p2p.solanaj.core.Account;

class HoldableSignerTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;
  private final Account wallet = new Account();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private WalletSigner signer(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("aiw3.signer.hold-file", hold().toString());
    String key = Arrays.toString(unsigned(wallet.getSecretKey()));
    return Signers.create(
        TestConfig.signer(values),
        TestConfig.solana(Map.of("aiw3.solana.wallet-key", key)),
        null,
        metrics);
  }

  private static int[] unsigned(byte[] bytes) {
    int[] numbers = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      numbers[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return numbers;
  }

  private Path hold() {
    return directory.resolve("hold");
  }

  private double held() {
    return metrics.get("aiw3.signer.held").gauge().value();
  }

  private static byte[] sign(WalletSigner signer) {
    return signer.sign(MESSAGE).await().indefinitely();
  }

  @Test
  void signsNothingWhileTheFileExists() throws Exception {
    // Given
    WalletSigner signer = signer(Map.of("aiw3.signer.kind", "env"));
    assertThat(sign(signer)).hasSize(64);
    assertThat(held()).isZero();
    // When
    Files.createFile(hold());
    // Then
    assertThatThrownBy(() -> sign(signer))
        .isInstanceOfSatisfying(
            SignerException.class, e -> assertThat(e.errorCode()).isEqualTo("SIGNING_HELD"));
    assertThat(held()).isEqualTo(1);
    assertThat(signer.address()).isEqualTo(wallet.getPublicKey());
    Files.delete(hold());
    assertThat(Ed25519.verify(wallet.getPublicKey().toByteArray(), MESSAGE, sign(signer))).isTrue();
    assertThat(held()).isZero();
  }

  /** A Vault that refuses everything must not keep a replica from serving reads. */
  @Test
  void startsWithoutItsKeyWhileSigningIsHeld() throws Exception {
    // Given
    Files.createFile(hold());
    // When
    WalletSigner signer =
        signer(
            Map.of(
                "aiw3.signer.kind",
                "vault",
                "aiw3.signer.vault.url",
                "http://127.0.0.1:1",
                "aiw3.signer.address",
                wallet.getPublicKeyBase58()));
    // Then
    assertThat(signer.address()).isEqualTo(wallet.getPublicKey());
    assertThatThrownBy(() -> sign(signer)).hasMessageStartingWith("SIGNING_HELD");
    assertThat(held()).isEqualTo(1);
  }
}
