package io.aiw3.nft.kit.outbox;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.tracing.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Moves the outbox to Kafka: one leader per service, elected by a named lock of MySQL that lives
 * and dies with one connection, on which all of the relay's statements run.
 *
 * <p>A leader that loses its connection cannot delete what it published; its successor publishes
 * those rows again under the same ids, and the consumers' inboxes drop them. Rows are picked
 * because they are there, never because their number is greater than the last: a transaction that
 * commits late is not overtaken for good.
 */
@ApplicationScoped
public class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final KitConfig.Outbox config;
  private final Pool pool;
  private final OutboxNudge nudge;
  private final OutboxPublisher publisher;
  private final OutboxTable table;
  private final Traces traces;
  private final Counter published;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean leading = new AtomicBoolean();
  private Thread thread;

  OutboxRelay(
      KitConfig config,
      Pool pool,
      OutboxNudge nudge,
      OutboxPublisher publisher,
      MeterRegistry metrics,
      Traces traces,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.config = config.outbox();
    this.pool = pool;
    this.nudge = nudge;
    this.publisher = publisher;
    this.traces = traces;
    this.table = OutboxTable.of(application, PATIENCE);
    this.published = metrics.counter("aiw3.outbox.published");
    if (this.config.relay()) {
      metrics.gauge("aiw3.outbox.leader", leading, flag -> flag.get() ? 1 : 0);
    }
    metrics.gauge("aiw3.outbox.oldest.seconds", table, OutboxTable::oldestAgeSeconds);
  }

  void start(@Observes StartupEvent event) {
    if (config.relay()) {
      running.set(true);
      thread = new Thread(this::run, "outbox-relay");
      thread.setDaemon(true);
      thread.start();
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running.set(false);
    nudge.nudge();
    if (thread != null) {
      thread.join(PATIENCE.toMillis());
    }
    publisher.close();
  }

  private void run() {
    while (running.get()) {
      SqlConnection connection = null;
      try {
        // The pool gives up earlier than we do: a connection granted to nobody would be lost.
        connection = pool.getConnection().await().atMost(PATIENCE.multipliedBy(2));
        if (table.takeLead(connection)) {
          leading.set(true);
          LOG.debug("leading the outbox");
          lead(connection);
        } else {
          nudge.await(config.candidacy());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warnf("outbox relay paused errorCode=%s", e);
        pause();
      } finally {
        leading.set(false);
        table.release(connection);
      }
    }
  }

  private void lead(SqlConnection connection) throws InterruptedException {
    while (running.get()) {
      List<OutboxTable.Numbered> rows = table.next(connection, config.batch());
      if (rows.isEmpty()) {
        nudge.await(config.poll());
        continue;
      }
      publisher.publish(rows.stream().map(OutboxTable.Numbered::row).toList());
      table.delete(connection, rows);
      published.increment(rows.size());
      rows.forEach(row -> trace(row.row()));
    }
  }

  /** From the commit's side to Kafka's: how long the outbox kept the message. */
  private void trace(OutboxRow row) {
    traces.ended(
        "publish " + row.topic(),
        SpanKind.PRODUCER,
        row.traceParent(),
        row.time(),
        Map.of("messaging.system", "kafka", "messaging.destination.name", row.topic()));
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
