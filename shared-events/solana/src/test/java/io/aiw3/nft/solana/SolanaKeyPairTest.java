package io.aiw3.nft.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.utils.Base58;
import org.p2p.solanaj.utils.TweetNaclFast;

/** Held against solanaj's own key pairs. */
class SolanaKeyPairTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  @Test
  void readsAKeyInBothFormsOfSolanasTools() {
    // Given
    Account account = new Account();
    String base58 = Base58.encode(account.getSecretKey());
    // When
    SolanaKeyPair pair = SolanaKeyPair.read(base58);
    // Then
    assertThat(pair.address()).isEqualTo(account.getPublicKey());
    assertThat(pair.bytes()).isEqualTo(account.getSecretKey());
    assertThat(SolanaKeyPair.read(pair.toJson()).bytes()).isEqualTo(account.getSecretKey());
    assertThat(Account.fromJson(pair.toJson()).getPublicKey()).isEqualTo(account.getPublicKey());
  }

  @Test
  void signsAsSolanajDoes() {
    SolanaKeyPair pair = SolanaKeyPair.generate();
    byte[] signature = new TweetNaclFast.Signature(new byte[0], pair.bytes()).detached(MESSAGE);
    assertThat(pair.sign(MESSAGE)).isEqualTo(signature);
    assertThat(Ed25519.verify(pair.address().toByteArray(), MESSAGE, signature)).isTrue();
  }

  @Test
  void aSeedHasOneAddress() {
    SolanaKeyPair pair = SolanaKeyPair.generate();
    assertThat(SolanaKeyPair.ofSeed(Arrays.copyOf(pair.bytes(), 32)).bytes())
        .isEqualTo(pair.bytes());
  }

  @Test
  void refusesWhatIsNoKeyPairWithoutQuotingIt() {
    byte[] bytes = SolanaKeyPair.generate().bytes();
    bytes[63] ^= 1;
    String base58 = Base58.encode(bytes);
    assertThatThrownBy(() -> SolanaKeyPair.of(bytes))
        .hasMessage("The wallet key's public half does not fit its seed");
    assertThatThrownBy(() -> SolanaKeyPair.of(new byte[63]))
        .hasMessage("The wallet key needs 64 bytes, not 63");
    assertThatThrownBy(() -> SolanaKeyPair.read("[1,2,\"" + base58 + "\"]"))
        .hasMessage("The wallet key is not a JSON array of 64 numbers")
        .hasNoCause();
    assertThatThrownBy(() -> SolanaKeyPair.read("[1,256]"))
        .hasMessage("The wallet key has numbers that are not bytes");
    assertThatThrownBy(() -> SolanaKeyPair.read("0" + base58))
        .hasMessage("The wallet key is neither a JSON array nor base58")
        .hasNoCause();
  }

  @Test
  void nothingOfAKeyIsInItsText() {
    SolanaKeyPair pair = SolanaKeyPair.generate();
    assertThat(pair).hasToString("SolanaKeyPair[" + pair.address().toBase58() + "]");
  }
}
