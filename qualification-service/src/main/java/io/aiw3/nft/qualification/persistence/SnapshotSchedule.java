package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.qualification.config.SnapshotConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Publishes the snapshots that came too soon after another one: the last change of a burst is never
 * lost, because what is due is a column. Several replicas share the work. While trades are waiting
 * in large numbers they go first.
 */
@ApplicationScoped
public class SnapshotSchedule {
  private static final Logger LOG = Logger.getLogger(SnapshotSchedule.class);

  private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(3);

  private final Transactions transactions;
  private final SnapshotQueue queue;
  private final SnapshotTimer due;
  private final Requalification requalification;
  private final SnapshotConfig config;
  private final Backlog backlog;
  private final Vertx vertx;
  private final Clock clock;
  private final Heartbeat heartbeat;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile Instant last = Instant.MIN;
  private long timer;

  SnapshotSchedule(
      Transactions transactions,
      SnapshotQueue queue,
      SnapshotTimer due,
      Requalification requalification,
      SnapshotConfig config,
      Backlog backlog,
      Vertx vertx,
      Heartbeats heartbeats,
      Clock clock) {
    this.transactions = transactions;
    this.queue = queue;
    this.due = due;
    this.requalification = requalification;
    this.config = config;
    this.backlog = backlog;
    this.vertx = vertx;
    this.clock = clock;
    this.heartbeat = heartbeats.register("snapshots", LONGEST_STANDSTILL);
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(config.poll().toMillis(), id -> tick());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  private void tick() {
    if (waiting()) {
      heartbeat.beat();
    } else if (running.compareAndSet(false, true)) {
      heartbeat.beat();
      if (!due.isTime()) {
        running.set(false);
        return;
      }
      drain()
          .onTermination()
          .invoke(() -> running.set(false))
          .subscribe()
          .with(
              done -> {},
              e -> LOG.warnf("snapshot publishing failed; retrying cause=%s", e.toString()));
    }
  }

  private boolean waiting() {
    return backlog.postpones(last, config.pauseBehind());
  }

  private Uni<Void> drain() {
    return transactions
        .run(this::publishDue)
        .invoke(() -> last = clock.instant())
        .invoke(heartbeat::beat)
        .chain(more -> !more || waiting() ? Uni.createFrom().voidItem() : drain());
  }

  /** Returns whether more may be due. */
  private Uni<Boolean> publishDue(Transaction tx) {
    return queue
        .take(tx, clock.instant())
        .chain(
            taken ->
                requalification
                    .publish(tx, taken.due(), Integer.MAX_VALUE)
                    .replaceWith(taken.more()));
  }
}
