package io.aiw3.nft.bench.ownership;

import io.aiw3.nft.bench.saga.BareChain;
import io.aiw3.nft.bench.saga.Wallet;
import io.aiw3.nft.solana.Addresses;
import java.util.Optional;
import java.util.Random;
import org.p2p.solanaj.core.PublicKey;

/**
 * An NFT of its own user.
 *
 * @param id of its row, and of its user
 * @param account the token account that holds it at first
 * @param owner who can sign; empty of one that never moves
 */
record Nft(int id, String mint, String account, String wallet, Optional<BareChain.Held> owner) {
  /** One that its owner may move. */
  static Nft movable(int id, Random random) {
    Wallet owner = new Wallet();
    PublicKey mint = address(random);
    return new Nft(
        id,
        mint.toBase58(),
        Addresses.tokenAccount(owner.address(), mint).toBase58(),
        owner.address().toBase58(),
        Optional.of(new BareChain.Held(owner, mint)));
  }

  /** One of somebody who never signs. */
  static Nft still(int id, Random random) {
    return new Nft(
        id,
        address(random).toBase58(),
        address(random).toBase58(),
        address(random).toBase58(),
        Optional.empty());
  }

  private static PublicKey address(Random random) {
    byte[] bytes = new byte[PublicKey.PUBLIC_KEY_LENGTH];
    random.nextBytes(bytes);
    return new PublicKey(bytes);
  }
}
