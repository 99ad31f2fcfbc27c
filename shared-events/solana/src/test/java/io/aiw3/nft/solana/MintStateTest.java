package io.aiw3.nft.solana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.p2p.solanaj.core.Account;
import org.p2p.solanaj.core.PublicKey;

/** A supply of 0 proves a burn where nobody can mint again. */
class MintStateTest {
  private static final PublicKey MINT = new Account().getPublicKey();

  @Test
  void nobodyMintsForAnEditionOrWithoutAnAuthority() {
    assertThat(isBurned(Optional.of(Addresses.edition(MINT)), 0)).isTrue();
    assertThat(isBurned(Optional.empty(), 0)).isTrue();
  }

  @Test
  void anyOtherAuthorityMightMintAgain() {
    assertThat(isBurned(Optional.of(new Account().getPublicKey()), 0)).isFalse();
  }

  @Test
  void aTokenThatIsThereIsNotBurned() {
    assertThat(isBurned(Optional.of(Addresses.edition(MINT)), 1)).isFalse();
    assertThat(isBurned(Optional.empty(), 1)).isFalse();
  }

  private static boolean isBurned(Optional<PublicKey> authority, long supply) {
    return MintState.isBurned(MINT, new TokenAccounts.Mint(authority, supply, 0));
  }
}
