package io.aiw3.nft.minting.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.TestConfig;
import io.aiw3.nft.minting.VaultStandIn;
import io.aiw3.nft.minting.VaultStandIn.Fault;
import io.aiw3.nft.solana.Ed25519;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.p2p.solanaj.core.Account;

class VaultTransitSignerTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);
  private static final String SIGN = "POST /v1/transit/sign/" + VaultStandIn.KEY;
  private static final String READ = "GET /v1/transit/keys/" + VaultStandIn.KEY;

  @TempDir Path directory;
  private final Account first = new Account();
  private final Account second = new Account();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private Vertx vertx;
  private VaultStandIn vault;

  @BeforeEach
  void start() throws IOException {
    vertx = Vertx.vertx();
    vault = new VaultStandIn("token-1", List.of(first, second));
  }

  @AfterEach
  void stop() {
    vault.close();
    vertx.closeAndAwait();
  }

  private WalletSigner signer(String... more) {
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "aiw3.signer.kind", "vault",
                "aiw3.signer.vault.url", vault.url().toString(),
                "aiw3.signer.vault.key", VaultStandIn.KEY,
                "aiw3.signer.vault.token", "token-1",
                "aiw3.signer.vault.timeout", "500ms",
                "aiw3.signer.vault.back-off", "5ms",
                "aiw3.signer.vault.max-back-off", "20ms"));
    for (int i = 0; i < more.length; i += 2) {
      values.put("aiw3.signer." + more[i], more[i + 1]);
    }
    return Signers.create(TestConfig.signer(values), TestConfig.solana(Map.of()), vertx, metrics);
  }

  private static byte[] sign(WalletSigner signer) {
    return signer.sign(MESSAGE).await().indefinitely();
  }

  private double counted(String outcome) {
    return metrics.counter("aiw3.signer.calls", "outcome", outcome).count();
  }

  @Test
  void signsWithTheConfiguredVersionThoughVaultHasANewerOne() {
    // Given
    WalletSigner signer = signer();
    // When
    byte[] signature = sign(signer);
    // Then
    assertThat(signer.address()).isEqualTo(first.getPublicKey());
    assertThat(Ed25519.verify(first.getPublicKey().toByteArray(), MESSAGE, signature)).isTrue();
    assertThat(vault.calls()).containsExactly(READ, SIGN, SIGN);
    assertThat(signer("vault.key-version", "2").address()).isEqualTo(second.getPublicKey());
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_MANY_REQUESTS", "SEALED", "SILENT", "HTML"})
  void asksAgainAfterWhatMayPass(Fault fault) {
    // Given
    WalletSigner signer = signer();
    int before = vault.calls().size();
    vault.next(fault, fault);
    // When
    byte[] signature = sign(signer);
    // Then
    assertThat(Ed25519.verify(first.getPublicKey().toByteArray(), MESSAGE, signature)).isTrue();
    assertThat(vault.calls().subList(before, vault.calls().size()))
        .containsExactly(SIGN, SIGN, SIGN);
  }

  @ParameterizedTest
  @CsvSource({
    "TOO_MANY_REQUESTS, VAULT_HTTP_429",
    "SEALED, VAULT_HTTP_503",
    "SILENT, VAULT_NO_ANSWER",
    "HTML, VAULT_GARBAGE"
  })
  void givesUpForNowAfterItsRetries(Fault fault, String code) {
    // Given
    WalletSigner signer = signer("vault.retries", "1");
    vault.next(fault, fault);
    // Then
    assertThatThrownBy(() -> sign(signer))
        .isInstanceOfSatisfying(
            SignerException.class, e -> assertThat(e.errorCode()).isEqualTo(code));
    assertThat(counted(code)).isEqualTo(2);
    assertThat(sign(signer)).hasSize(64);
  }

  @ParameterizedTest
  @EnumSource(names = {"WRONG_SIGNATURE", "WRONG_VERSION", "SHORT_SIGNATURE"})
  void usesNoSignatureThatDoesNotFit(Fault fault) {
    // Given
    WalletSigner signer = signer();
    int before = vault.calls().size();
    vault.next(fault);
    // Then
    assertThatThrownBy(() -> sign(signer))
        .isInstanceOfSatisfying(
            SignerException.class,
            e -> assertThat(e.errorCode()).isEqualTo("VAULT_WRONG_SIGNATURE"));
    assertThat(vault.calls()).hasSize(before + 1);
  }

  @Test
  void asksOnceWhenItIsForbidden() {
    // Given
    WalletSigner signer = signer();
    int before = vault.calls().size();
    vault.next(Fault.FORBIDDEN);
    // Then
    assertThatThrownBy(() -> sign(signer))
        .hasMessage("VAULT_HTTP_403: Vault refuses the token, or its policy lacks this path")
        .hasNoCause();
    assertThat(vault.calls()).hasSize(before + 1);
  }

  @Test
  void takesTheNewTokenOfItsFile() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("token"), "token-1\n");
    WalletSigner signer = signer("vault.token-file", file.toString());
    vault.accept("token-2");
    // Then: refused until the file has the new one
    assertThatThrownBy(() -> sign(signer)).hasMessageStartingWith("VAULT_HTTP_403");
    Files.writeString(file, "token-2\n");
    assertThat(sign(signer)).hasSize(64);
  }

  @Test
  void waitsAtTheStartForAVaultThatIsSealed() {
    // Given
    vault.next(Fault.SEALED, Fault.SEALED, Fault.SEALED);
    // Then
    assertThat(signer("vault.retries", "0").address()).isEqualTo(first.getPublicKey());
  }

  @Test
  void stopsTheStartWithASentence() {
    assertThatThrownBy(() -> signer("vault.key-version", "3"))
        .hasMessage("VAULT_KEY_UNFIT: the key aiw3-wallet has no version 3");
    assertThatThrownBy(() -> signer("vault.key", "another"))
        .hasMessage("VAULT_HTTP_404: Vault has no such key or engine");
    assertThatThrownBy(() -> signer("vault.token", "wrong"))
        .hasMessage("VAULT_HTTP_403: Vault refuses the token, or its policy lacks this path");
    assertThatThrownBy(() -> signer("address", second.getPublicKeyBase58()))
        .hasMessage(
            "The key is that of wallet %s, but aiw3.signer.address names %s"
                .formatted(first.getPublicKeyBase58(), second.getPublicKeyBase58()));
    vault.type("ecdsa-p256");
    assertThatThrownBy(this::signer)
        .hasMessage(
            "VAULT_KEY_UNFIT: the key aiw3-wallet must be of type ed25519, and not derived");
  }

  @Test
  void revealsNothingOfItsTokenInAnyText() throws IOException {
    // Given
    String token = "hvs.CAESIJ-a-token-that-nobody-may-see";
    vault.accept(token);
    Path file = Files.writeString(directory.resolve("token"), token);
    WalletSigner signer = signer("vault.token-file", file.toString(), "vault.retries", "0");
    // Then: not even when it is echoed
    for (Fault fault : Fault.values()) {
      vault.next(fault);
      assertThatThrownBy(() -> sign(signer))
          .satisfies(e -> assertThat(e.toString()).doesNotContain(token))
          .hasNoCause();
    }
    assertThat(signer).hasToString("VaultTransitSigner[" + first.getPublicKeyBase58() + "]");
    Files.writeString(file, token + "\n" + token);
    vault.next(Fault.FORBIDDEN);
    assertThatThrownBy(() -> sign(signer))
        .hasMessage("VAULT_TOKEN: " + file + " does not hold a token");
  }
}
