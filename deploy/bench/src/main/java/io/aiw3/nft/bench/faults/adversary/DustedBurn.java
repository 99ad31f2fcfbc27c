package io.aiw3.nft.bench.faults.adversary;

import org.p2p.solanaj.core.PublicKey;

/**
 * Burns outside of an upgrade, buries the burn under cheap transactions, and upgrades: the burn is
 * seen all the same, and the successor is minted.
 */
final class DustedBurn extends Upgrader {
  private static final int DUST = 60;

  DustedBurn(Arena arena) {
    super(arena, "a burn of its own under dust");
  }

  @Override
  String attack(Rogue rogue, String mint) throws Exception {
    rogue.burnAlone(mint);
    for (int i = 0; i < DUST; i++) {
      rogue.mention(new PublicKey(mint), i);
    }
    return completed(rogue.end(rogue.upgrade(), rogue.wallet()));
  }
}
