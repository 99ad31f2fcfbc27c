package io.aiw3.nft.kit.outbox;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Empties the outbox where Debezium publishes it, which deletes nothing: rows go when they are
 * older than {@code aiw3.outbox.retention}. Does nothing while the relay is on.
 *
 * <p>It works under the relay's named lock, so nothing is deleted by age while any replica still
 * publishes, and one replica deletes at a time. {@code time} has no index: rows are taken from the
 * front of the primary key until one batch holds a row that is too young, so a run reads what it
 * deletes and one batch more, however many rows are kept.
 *
 * <p>There from the start, so that its metrics report 0 until the first run.
 */
@Startup
@ApplicationScoped
class OutboxRetention {
  private static final Logger LOG = Logger.getLogger(OutboxRetention.class);
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);

  /** The rest is the next run's. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

  private static final int BATCH = 1000;
  private static final String FRONT =
      "SELECT seq, time < UTC_TIMESTAMP(3) - INTERVAL ? SECOND AS due FROM outbox ORDER BY seq"
          + " LIMIT "
          + BATCH;
  private static final String AGE =
      "SELECT TIMESTAMPDIFF(SECOND, time, UTC_TIMESTAMP(3)) FROM outbox ORDER BY seq LIMIT 1";

  private final KitConfig.Outbox config;
  private final Pool pool;
  private final Heartbeat heartbeat;
  private final Counter purged;
  private final AtomicLong oldest;

  OutboxRetention(KitConfig config, Pool pool, MeterRegistry metrics, Heartbeats heartbeats) {
    this.config = config.outbox();
    this.pool = pool;
    this.heartbeat = heartbeats.registerScheduled("outbox-retention", this.config.purgeEvery());
    this.purged = metrics.counter("aiw3.outbox.purged");
    this.oldest = metrics.gauge("aiw3.outbox.retained.seconds", new AtomicLong());
    metrics.gauge(
        "aiw3.outbox.retention.seconds", this.config, outbox -> outbox.retention().toSeconds());
  }

  @Scheduled(
      every = "{aiw3.outbox.purge-every:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void purge() {
    heartbeat.beat();
    if (config.relay()) {
      return;
    }
    SqlConnection connection = null;
    try {
      connection = pool.getConnection().await().atMost(STATEMENT_TIMEOUT.multipliedBy(2));
      if (config.retention().toSeconds() > 0
          && OutboxLead.take(connection, config.leadTimeout()) != null) {
        purge(connection);
      }
      oldest.set(age(connection));
    } catch (RuntimeException e) {
      LOG.warnf("outbox retention run failed cause=%s", e);
    } finally {
      OutboxLead.release(connection);
    }
  }

  private void purge(SqlConnection connection) {
    long end = System.nanoTime() + LONGEST_RUN.toNanos();
    boolean more = true;
    while (more && System.nanoTime() - end < 0) {
      heartbeat.beat();
      List<Long> due = due(connection);
      if (!due.isEmpty()) {
        String numbers = due.stream().map(String::valueOf).collect(Collectors.joining(","));
        purged.increment(
            connection
                .query("DELETE FROM outbox WHERE seq IN (" + numbers + ")")
                .execute()
                .await()
                .atMost(STATEMENT_TIMEOUT)
                .rowCount());
      }
      more = due.size() == BATCH;
    }
  }

  private List<Long> due(SqlConnection connection) {
    List<Long> due = new ArrayList<>(BATCH);
    for (Row row :
        connection
            .preparedQuery(FRONT)
            .execute(Tuple.of(config.retention().toSeconds()))
            .await()
            .atMost(STATEMENT_TIMEOUT)) {
      if (row.getInteger("due") == 1) {
        due.add(row.getLong("seq"));
      }
    }
    return due;
  }

  private static long age(SqlConnection connection) {
    for (Row row : connection.query(AGE).execute().await().atMost(STATEMENT_TIMEOUT)) {
      return row.getLong(0);
    }
    return 0;
  }
}
