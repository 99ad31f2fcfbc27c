package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildFailedException;
import io.aiw3.nft.infrastructure.ChildProcess;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * A peer drains a topic that holds the warm-up's trades and then the workload's. What counts is
 * what MySQL shows: the time goes from the moment at which the volumes have passed those of the
 * warm-up, so that the peer is in full flight, until all is there. Its tables have the columns and
 * indexes of the service's.
 */
final class PeerDrain implements Contestant {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final Duration STOP_GRACE = Duration.ofSeconds(15);
  private static final String SUM = "SELECT SUM(volume) FROM " + Peer.VOLUMES;
  private static final String COUNT = "SELECT COUNT(*) FROM " + Peer.LEDGER;

  /** Reading 10,000 volumes takes MySQL some milliseconds. */
  private static final int POLL_MILLIS = 250;

  private final Peer peer;
  private final Servers servers;
  private final Database database;
  private final Workload warmUp;
  private final Workload workload;

  PeerDrain(Peer peer, Servers servers, Database database, Workload warmUp, Workload workload) {
    this.peer = peer;
    this.servers = servers;
    this.database = database;
    this.warmUp = warmUp;
    this.workload = workload;
  }

  @Override
  public String title() {
    return peer.title();
  }

  @Override
  public Outcome run() throws Exception {
    database.execute("DROP TABLE IF EXISTS " + Peer.LEDGER + ", " + Peer.VOLUMES);
    database.execute("CREATE TABLE " + Peer.LEDGER + " LIKE trades");
    database.execute("CREATE TABLE " + Peer.VOLUMES + " LIKE unlinked_volume");
    ChildProcess child =
        ChildProcess.start(
            new ChildCommand(
                peer.name(), peer.command(), Map.of(), servers.folder(), servers.log(peer.name())));
    try {
      return drain(child);
    } finally {
      child.stop(STOP_GRACE);
      database.execute("DROP TABLE " + Peer.LEDGER + ", " + Peer.VOLUMES);
    }
  }

  private Outcome drain(ChildProcess child) throws Exception {
    long until = System.nanoTime() + TIMEOUT.toNanos();
    BigDecimal sum = database.number(SUM);
    while (sum.compareTo(warmUp.volume()) < 0) {
      pause(child, until, sum);
      sum = database.number(SUM);
    }
    Stopwatch watch = new Stopwatch(servers, child.pid());
    BigDecimal all = warmUp.volume().add(workload.volume());
    int trades = trades(all.subtract(sum));
    // Read before the query: what it finds was there then.
    Outcome outcome = watch.read(trades);
    while (!isComplete(all)) {
      pause(child, until, all);
      outcome = watch.read(trades);
    }
    verify();
    return outcome;
  }

  /** How many trades have that sum: the prices of all are drawn alike. */
  private int trades(BigDecimal sum) {
    return sum.multiply(BigDecimal.valueOf(workload.size()))
        .divide(workload.volume(), 0, RoundingMode.HALF_UP)
        .intValueExact();
  }

  private boolean isComplete(BigDecimal all) throws SQLException {
    return database.number(SUM).compareTo(all) == 0
        && (!peer.keepsLedger()
            || database.number(COUNT).intValueExact() == warmUp.size() + workload.size());
  }

  private void verify() throws SQLException {
    if (!database.volumes(Peer.VOLUMES).equals(Workload.volumes(warmUp, workload))) {
      throw new IllegalStateException(title() + ": the volumes are not the sums of the trades");
    }
  }

  private void pause(ChildProcess child, long until, BigDecimal expected)
      throws SQLException, InterruptedException {
    if (!child.isAlive()) {
      throw new ChildFailedException(
          child.name() + " ended with code " + child.exitCode(), child.lastLines());
    }
    if (System.nanoTime() > until) {
      throw new IllegalStateException(
          "%s: volumes %s of %s, %s trades in the ledger after %s"
              .formatted(title(), database.number(SUM), expected, database.number(COUNT), TIMEOUT));
    }
    Thread.sleep(POLL_MILLIS);
  }
}
