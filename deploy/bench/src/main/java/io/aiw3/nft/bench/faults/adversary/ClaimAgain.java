package io.aiw3.nft.bench.faults.adversary;

import io.aiw3.nft.bench.saga.Wallet;
import java.util.Optional;

/** Gets rid of the NFT that it claimed, and claims again. */
final class ClaimAgain implements Adversary {
  private static final int ROUNDS = 4;

  private final Arena arena;
  private final boolean burns;
  private String breach = "";

  private ClaimAgain(Arena arena, boolean burns) {
    this.arena = arena;
    this.burns = burns;
  }

  static Adversary burning(Arena arena) {
    return new ClaimAgain(arena, true);
  }

  static Adversary selling(Arena arena) {
    return new ClaimAgain(arena, false);
  }

  @Override
  public String name() {
    return burns ? "claim, burn, claim again" : "claim, sell, claim again";
  }

  @Override
  public int mostMints() {
    return 1;
  }

  @Override
  public void attack() throws Exception {
    Rogue rogue = Rogue.qualified(arena);
    String claim = rogue.claim();
    rogue.end(claim, rogue.wallet());
    String mint = rogue.mint(claim);
    if (burns) {
      rogue.burnAlone(mint);
    } else {
      rogue.transfer(mint, new Wallet().address());
    }
    for (int round = 0; round < ROUNDS; round++) {
      Optional<String> again = rogue.start("/api/v1/nft/claim", "{}");
      if (again.isPresent() && !rogue.end(again.get(), rogue.wallet()).equals("failed")) {
        breach = "the second claim " + again.get() + " did not fail";
      }
      Rogue.pause();
    }
  }

  @Override
  public String breach() {
    return breach;
  }
}
