package io.aiw3.nft.qualification.persistence;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code aiw3_users} by the level of the tiered NFT that they hold, 0 for none. */
@ApplicationScoped
class UserMetrics {
  private static final String COUNT =
      "SELECT current_nft_level, COUNT(*) FROM `user` GROUP BY current_nft_level";

  /** A lost response must not keep the next count from starting. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Pool pool;
  private final MultiGauge users;

  UserMetrics(Pool pool, MeterRegistry metrics) {
    this.pool = pool;
    this.users = MultiGauge.builder("aiw3.users").register(metrics);
  }

  @Scheduled(
      every = "{aiw3.metrics.users-every:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> count() {
    return pool.query(COUNT)
        .execute()
        .ifNoItem()
        .after(LIMIT)
        .fail()
        .invoke(this::show)
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  private void show(Iterable<Row> rows) {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    for (Row row : rows) {
      Tags level = Tags.of("level", Integer.toString(row.getInteger(0)));
      counts.add(MultiGauge.Row.of(level, row.getLong(1)));
    }
    users.register(counts, true);
  }
}
