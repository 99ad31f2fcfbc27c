package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Metrics;
import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.infrastructure.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * The packaged service drains a backlog. It has ingested other trades of the same wallets before,
 * as a service that has run for a while, and published their snapshots; it is stopped (SIGSTOP)
 * while the backlog is produced. Its own counter, which moves after a commit, shows how far it is:
 * querying MySQL for the sum of the volumes would cost more than some batches.
 */
final class ServiceDrain implements Contestant {
  static final String TITLE = "qualification-service";
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final String TAKEN = "aiw3_ingest_trades_total{outcome=\"taken\"";
  private static final String UNPUBLISHED = "SELECT COUNT(snapshot_due) FROM `user`";

  private final Options options;
  private final Servers servers;
  private final Database database;
  private final String[] wallets;
  private final Workload warmUp;
  private final Workload workload;
  private double published;

  ServiceDrain(
      Options options,
      Servers servers,
      Database database,
      String[] wallets,
      Workload warmUp,
      Workload workload) {
    this.options = options;
    this.servers = servers;
    this.database = database;
    this.wallets = wallets.clone();
    this.warmUp = warmUp;
    this.workload = workload;
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public Outcome run() throws Exception {
    Backlog backlog = new Backlog(workload);
    try (Service service = Service.start(TITLE, Schema.QUALIFICATION, options, servers, Map.of())) {
      if (database.number("SELECT COUNT(*) FROM `user`").signum() == 0) {
        database.link(wallets);
      }
      new Backlog(warmUp).send(servers.kafka());
      awaitTaken(service, warmUp.size());
      database.awaitNumber(UNPUBLISHED, BigDecimal.ZERO, TIMEOUT);
      service.process().pause();
      backlog.send(servers.kafka());
      Stopwatch watch = new Stopwatch(servers, service.process().pid());
      long start = System.nanoTime();
      service.process().resume();
      awaitTaken(service, warmUp.size() + workload.size());
      Outcome outcome = watch.read(workload.size());
      database.awaitNumber(UNPUBLISHED, BigDecimal.ZERO, TIMEOUT);
      published = (System.nanoTime() - start) / 1e9;
      return outcome;
    }
  }

  /** Seconds from the start until every user's newest snapshot was published. */
  double published() {
    return published;
  }

  private static void awaitTaken(Service service, int trades) throws Exception {
    long until = System.nanoTime() + TIMEOUT.toNanos();
    while (Metrics.sum(service.url(), TAKEN) < trades) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(trades + " trades were not ingested within " + TIMEOUT);
      }
      Thread.sleep(50);
    }
  }
}
