package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.infrastructure.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/**
 * The packaged service drains a backlog. It has taken in other trades of the same wallets before,
 * as a service that has run for a while; it is stopped (SIGSTOP) while the backlog is produced.
 */
final class ServiceDrain implements Contestant {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String SUM = "SELECT SUM(volume) FROM wallet_volume";

  private final Options options;
  private final Servers servers;
  private final Database database;
  private final String[] wallets;
  private final Workload warmUp;
  private final Workload workload;

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
    return "qualification-service";
  }

  @Override
  public Outcome run() throws Exception {
    Backlog backlog = new Backlog(workload);
    try (Service service =
        Service.start("qualification-service", Schema.QUALIFICATION, options, servers, Map.of())) {
      if (database.number("SELECT COUNT(*) FROM `user`").signum() == 0) {
        database.link(wallets);
      }
      BigDecimal before = database.number(SUM);
      new Backlog(warmUp).send(servers.kafka());
      BigDecimal warm = before.add(warmUp.volume());
      database.awaitNumber(SUM, warm, LIMIT);
      service.process().pause();
      backlog.send(servers.kafka());
      Duration cpu = service.cpu();
      Duration server = database.cpu();
      long start = System.nanoTime();
      service.process().resume();
      database.awaitNumber(SUM, warm.add(workload.volume()), LIMIT);
      double seconds = (System.nanoTime() - start) / 1e9;
      Outcome outcome =
          Outcome.of(
              workload.size(), seconds, service.cpu().minus(cpu), database.cpu().minus(server));
      database.awaitNumber("SELECT COUNT(snapshot_due) FROM `user`", BigDecimal.ZERO, LIMIT);
      return outcome;
    }
  }
}
