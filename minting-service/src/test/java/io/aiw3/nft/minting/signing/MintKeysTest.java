package io.aiw3.nft.minting.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.utils.Base58;
import org.p2p.solanaj.utils.TweetNaclFast;

class MintKeysTest {
  private static final byte[] FIRST = HexFormat.of().parseHex("01".repeat(32));
  private static final byte[] SECOND = HexFormat.of().parseHex("02".repeat(32));

  @Test
  void keyDerivesFromVersionRequestAndIndex() throws Exception {
    // Given
    MintKeys keys = new MintKeys(Map.of(1, FIRST, 2, SECOND), 2);
    // Then
    assertThat(keys.derive(1, "saga-1", 0).address().toBase58())
        .isEqualTo(expected(FIRST, "mint:v1:saga-1"));
    assertThat(keys.derive(2, "saga-1", 0).address().toBase58())
        .isEqualTo(expected(SECOND, "mint:v2:saga-1"));
    assertThat(keys.derive(1, "saga-1", 3).address().toBase58())
        .isEqualTo(expected(FIRST, "mint:v1:saga-1:3"));
    assertThat(keys.currentVersion()).isEqualTo(2);
  }

  @Test
  void secretsAreChecked() {
    assertThatThrownBy(() -> new MintKeys(Map.of(1, FIRST), 2))
        .hasMessage("There is no derivation secret of version 2");
    assertThatThrownBy(() -> new MintKeys(Map.of(1, new byte[31]), 1))
        .hasMessage("The derivation secret of version 1 needs at least 32 bytes");
  }

  @Test
  void fingerprintDistinguishesSecretsOfAnyVersion() {
    // Given
    MintKeys keys = new MintKeys(Map.of(1, FIRST, 2, SECOND, 3, FIRST), 3);
    // When
    Map<Integer, String> fingerprints = keys.fingerprints();
    // Then
    assertThat(fingerprints).containsOnlyKeys(1, 2, 3);
    assertThat(fingerprints.get(1)).matches("[0-9a-f]{64}").isEqualTo(fingerprints.get(3));
    assertThat(fingerprints.get(2)).isNotEqualTo(fingerprints.get(1));
    assertThat(fingerprints.get(1)).doesNotContain(HexFormat.of().formatHex(FIRST));
  }

  @Test
  void nothingOfAKeyIsInItsText() {
    Account account = new Account();
    String base58 = Base58.encode(account.getSecretKey());
    SolanaWalletSigner signer = SolanaWalletSigner.read(base58);
    assertThat(signer.toString())
        .isEqualTo("SolanaWalletSigner[" + account.getPublicKeyBase58() + "]");
    assertThatThrownBy(() -> SolanaWalletSigner.read("[1,2,\"" + base58 + "\"]"))
        .hasMessage("The wallet key is not a JSON array of 64 numbers")
        .hasNoCause();
  }

  private static String expected(byte[] secret, String name) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    byte[] seed = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    return new Account(TweetNaclFast.Signature.keyPair_fromSeed(seed).getSecretKey())
        .getPublicKeyBase58();
  }
}
