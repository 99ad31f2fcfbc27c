package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Statements;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** {@code aiw3_users} by the level of the tiered NFT that they hold, 0 for none. */
@ApplicationScoped
class UserMetrics {
  private static final String COUNT =
      "SELECT current_nft_level, COUNT(*) FROM `user` GROUP BY current_nft_level";

  private final Statements statements;
  private final Heartbeat heartbeat;
  private final MultiGauge users;

  UserMetrics(
      Statements statements,
      Heartbeats heartbeats,
      MeterRegistry metrics,
      @ConfigProperty(name = "aiw3.metrics.users-every", defaultValue = "1m") String every) {
    this.statements = statements;
    this.heartbeat = heartbeats.registerScheduled("user-metrics", every);
    this.users = MultiGauge.builder("aiw3.users").register(metrics);
  }

  @Scheduled(
      every = "{aiw3.metrics.users-every:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> count() {
    return statements
        .run(COUNT)
        .invoke(this::show)
        .onFailure()
        .recoverWithNull()
        .onTermination()
        .invoke(() -> heartbeat.beat())
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
