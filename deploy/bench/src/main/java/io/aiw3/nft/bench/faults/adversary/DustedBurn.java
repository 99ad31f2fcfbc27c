package io.aiw3.nft.bench.faults.adversary;

import org.p2p.solanaj.core.PublicKey;

/**
 * Burns outside of an upgrade, buries the burn under cheap transactions, and upgrades: the burn is
 * seen all the same, and the successor is minted.
 */
final class DustedBurn implements Adversary {
  private static final int DUST = 60;

  private final Arena arena;
  private String breach = "not tried to its end";

  DustedBurn(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "a burn of its own under dust";
  }

  @Override
  public int mostMints() {
    return 2;
  }

  @Override
  public void attack() throws Exception {
    Rogue rogue = Rogue.qualified(arena);
    String claim = rogue.claim();
    rogue.end(claim, rogue.wallet());
    String mint = rogue.mint(claim);
    rogue.burnAlone(mint);
    for (int i = 0; i < DUST; i++) {
      rogue.mention(new PublicKey(mint), i);
    }
    String end = rogue.end(rogue.upgrade(), rogue.wallet());
    breach = end.equals("completed") ? "" : "the upgrade after the burn ended " + end;
  }

  @Override
  public String breach() {
    return breach;
  }
}
