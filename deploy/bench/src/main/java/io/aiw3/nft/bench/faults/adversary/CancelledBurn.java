package io.aiw3.nft.bench.faults.adversary;

import java.sql.SQLException;
import java.util.List;

/** Sends the prepared burn to the chain by itself, and cancels the upgrade at the same moment. */
final class CancelledBurn implements Adversary {
  private static final int TIMES = 5;

  private final Arena arena;
  private int user;

  CancelledBurn(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "a burn sent while it is cancelled";
  }

  @Override
  public int mostMints() {
    return 2;
  }

  @Override
  public void attack() throws Exception {
    Rogue rogue = Rogue.qualified(arena);
    user = rogue.id();
    rogue.end(rogue.claim(), rogue.wallet());
    String upgrade = rogue.upgrade();
    arena.chain().submit(rogue.preparedBurn(upgrade, rogue.wallet()));
    for (int i = 0; i < TIMES; i++) {
      rogue.attempt("/api/v1/nft/upgrades/" + upgrade + "/cancel", "{}");
    }
    rogue.end(upgrade, rogue.wallet());
  }

  /** Either the burn never landed and the NFT is there, or it has its successor. */
  @Override
  public String breach() throws SQLException {
    List<List<String>> held =
        arena
            .local()
            .rows(
                "minting",
                "SELECT nft_level, status FROM usernft WHERE status <> 'burned' AND user_id = "
                    + user);
    return held.size() == 1 ? "" : "user " + user + " holds " + held;
  }
}
