package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;

/** No enemy, but as odd: links another wallet, moves the NFT there, and upgrades with it. */
final class MovedWallet implements Adversary {
  private final Arena arena;
  private String breach = "not tried to its end";

  MovedWallet(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "another wallet, and the NFT moved there";
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
    Wallet next = new Wallet();
    rogue.link(next);
    rogue.transfer(rogue.mint(claim), next.address());
    String end;
    do {
      // An upgrade that begins before the transfer is seen is refused or fails, and is repeated.
      end = rogue.end(rogue.upgrade(), next);
    } while (end.equals("failed"));
    breach = end.equals("completed") ? "" : "the upgrade from the new wallet is " + end;
  }

  @Override
  public String breach() {
    return breach;
  }
}
