package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;

/** No enemy, but as odd: links another wallet, moves the NFT there, and upgrades with it. */
final class MovedWallet extends Upgrader {
  MovedWallet(Arena arena) {
    super(arena, "another wallet, and the NFT moved there");
  }

  @Override
  String attack(Rogue rogue, String mint) throws Exception {
    Wallet next = new Wallet();
    rogue.link(next);
    rogue.transfer(mint, next.address());
    String end;
    do {
      // An upgrade that begins before the transfer is seen is refused or fails, and is repeated.
      end = rogue.end(rogue.upgrade(), next);
    } while (end.equals("failed"));
    return completed(end);
  }
}
