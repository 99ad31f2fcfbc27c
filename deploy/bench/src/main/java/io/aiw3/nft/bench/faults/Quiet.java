package io.aiw3.nft.bench.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits until nothing moves any more, and what is under way has come, for a while: what the oracles
 * check is then what stays.
 */
final class Quiet {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final int SECONDS = 5;

  private Quiet() {}

  static void await(LocalSuite suite, Trading trading) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    int quiet = 0;
    while (quiet < SECONDS && System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(1);
      quiet = isQuiet(suite, trading) ? quiet + 1 : 0;
    }
  }

  private static boolean isQuiet(LocalSuite suite, Trading trading) {
    try {
      long waiting = 0;
      for (String schema : LocalSuite.SCHEMAS) {
        waiting += suite.number(schema, "SELECT COUNT(*) FROM outbox");
      }
      return waiting == 0
          && suite.number("qualification", "SELECT COUNT(*) FROM trades") == trading.distinct()
          && suite.number(
                  "minting", "SELECT COUNT(*) FROM usernft WHERE competition_id IS NOT NULL")
              == trading.awards();
    } catch (SQLException e) {
      return false;
    }
  }
}
