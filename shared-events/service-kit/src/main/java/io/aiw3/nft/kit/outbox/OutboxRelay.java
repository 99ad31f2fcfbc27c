package io.aiw3.nft.kit.outbox;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Moves the outbox to Kafka: one leader per service ({@link OutboxLead}), on whose connection all
 * of the relay's statements run.
 *
 * <p>A leader that loses its connection cannot delete what it published; its successor publishes
 * those rows again under the same ids, and the consumers' inboxes drop them. Rows are picked
 * because they are there, never because their number is greater than the last: a transaction that
 * commits late is not overtaken for good.
 */
@ApplicationScoped
public class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

  private final KitConfig.Outbox config;
  private final Duration limit;
  private final Pool pool;
  private final OutboxNudge nudge;
  private final OutboxPublisher publisher;
  private final OutboxTable table;
  private final HeldBack held;
  private final OutboxPass pass;
  private final RelayPause pause;
  private final Heartbeats heartbeats;
  private final Traces traces;
  private final Counter published;
  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicBoolean leading = new AtomicBoolean();
  private Heartbeat heartbeat;
  private Thread thread;

  OutboxRelay(
      KitConfig config,
      Pool pool,
      OutboxNudge nudge,
      OutboxPublisher publisher,
      MeterRegistry metrics,
      Heartbeats heartbeats,
      Traces traces) {
    this.config = config.outbox();
    this.limit = config.liveness().relayLimit();
    this.pool = pool;
    this.nudge = nudge;
    this.publisher = publisher;
    this.traces = traces;
    this.heartbeats = heartbeats;
    this.table = new OutboxTable(STATEMENT_TIMEOUT);
    this.held = new HeldBack(metrics, System::nanoTime);
    this.pass = new OutboxPass(this.config, table, publisher, held, this::published);
    this.pause = new RelayPause(this.config.poll(), this.config.idlePoll(), System::nanoTime);
    this.published = metrics.counter("aiw3.outbox.published");
    if (this.config.relay()) {
      metrics.gauge("aiw3.outbox.leader", leading, flag -> flag.get() ? 1 : 0);
    }
    metrics.gauge("aiw3.outbox.oldest.seconds", table, OutboxTable::oldestAgeSeconds);
  }

  void start(@Observes StartupEvent event) {
    start();
  }

  /** Begins to publish, unless Debezium does. */
  public void start() {
    if (config.relay()) {
      running.set(true);
      heartbeat = heartbeats.register("outbox-relay", limit);
      thread = new Thread(this::run, "outbox-relay");
      thread.setDaemon(true);
      thread.start();
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running.set(false);
    nudge.nudge();
    if (thread != null) {
      thread.join(STATEMENT_TIMEOUT.toMillis());
    }
    publisher.close();
  }

  private void run() {
    try {
      while (running.get()) {
        heartbeat.beat();
        try {
          tryToLead();
        } catch (RuntimeException e) {
          LOG.warnf("outbox relay pass failed; retrying cause=%s", e);
          // Most waits wrap their interruption, and leave the flag: this one throws then.
          Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      LOG.error("outbox relay interrupted; thread has ended");
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Leads, if no other replica does, until the lead is lost; the metric shows that before any
   * delay.
   */
  private void tryToLead() throws InterruptedException {
    SqlConnection connection = null;
    try {
      // The pool gives up earlier than we do: a connection granted after that would be lost.
      connection = pool.getConnection().await().atMost(STATEMENT_TIMEOUT.multipliedBy(2));
      OutboxLead lead = OutboxLead.take(connection, config.leadTimeout());
      if (lead == null) {
        nudge.await(config.candidacy());
      } else {
        leading.set(true);
        LOG.debug("outbox lead acquired");
        lead(lead);
      }
    } finally {
      leading.set(false);
      held.clear();
      OutboxLead.release(connection);
    }
  }

  private void lead(OutboxLead lead) throws InterruptedException {
    // What waits already says nothing of other replicas.
    boolean nudged = true;
    while (running.get()) {
      int count = pass.run(lead, heartbeat::beat);
      pause.passed(nudged, count);
      // Rows that are held back are all read in each pass.
      Duration wait = held.any() ? lead.pause() : shorter(pause.next(), lead.pause());
      nudged = count > 0 || nudge.await(wait);
    }
  }

  private void published(OutboxRow row) {
    published.increment();
    trace(row);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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
}
