package io.aiw3.nft.bench.faults.adversary;

import java.sql.SQLException;
import java.util.Base64;
import java.util.List;

/** Hands in the burn, and cancels the upgrade at the same moment. */
final class CancelledBurn implements Adversary {
  private static final int TIMES = 5;

  private final Arena arena;
  private int user;

  CancelledBurn(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "a burn handed in while it is cancelled";
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
    byte[] burn = rogue.preparedBurn(upgrade, rogue.wallet());
    rogue.attempt(
        "/api/v1/nft/upgrades/" + upgrade + "/burn",
        "{\"signedTransaction\":\"" + Base64.getEncoder().encodeToString(burn) + "\"}");
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
