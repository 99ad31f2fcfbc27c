package io.aiw3.nft.bench.faults.adversary;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Names its operation in other spellings through every call that takes an id. */
final class OtherSpellings implements Adversary {
  private static final int ROUNDS = 5;
  private static final List<UnaryOperator<String>> SPELLINGS =
      List.of(
          id -> id.toUpperCase(Locale.ROOT),
          id -> id.substring(0, 8).toUpperCase(Locale.ROOT) + id.substring(8),
          id -> id + "%20",
          id -> "%20" + id,
          id -> id + "%00");
  private static final List<String> CALLS = List.of("retry", "cancel", "burn-transaction", "burn");

  private final Arena arena;
  private int accepted;

  OtherSpellings(Arena arena) {
    this.arena = arena;
  }

  @Override
  public String name() {
    return "other spellings of an id";
  }

  @Override
  public int mostMints() {
    return 1;
  }

  @Override
  public void attack() throws Exception {
    Rogue rogue = Rogue.qualified(arena);
    String claim = rogue.claim();
    for (int round = 0; round < ROUNDS; round++) {
      for (UnaryOperator<String> spelling : SPELLINGS) {
        for (String call : CALLS) {
          boolean taken =
              rogue.attempt("/api/v1/nft/upgrades/" + spelling.apply(claim) + "/" + call, "{}");
          accepted += taken ? 1 : 0;
        }
      }
    }
    rogue.end(claim, rogue.wallet());
  }

  @Override
  public String breach() {
    return accepted == 0 ? "" : accepted + " calls with another spelling were accepted";
  }
}
