package io.aiw3.nft.kit.liveness;

import io.aiw3.nft.kit.config.KitConfig;
import io.netty.util.concurrent.EventExecutor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches each event loop by a timer of its own, and the worker threads by a task that is handed to
 * them once a second.
 */
@ApplicationScoped
class LoopHeartbeats {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Heartbeats heartbeats;
  private final Duration limit;
  private final List<Future<?>> timers = new ArrayList<>();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private ScheduledExecutorService clock;

  LoopHeartbeats(Vertx vertx, Heartbeats heartbeats, KitConfig config) {
    this.vertx = vertx;
    this.heartbeats = heartbeats;
    this.limit = config.liveness().loopLimit();
  }

  void start(@Observes StartupEvent event) {
    int number = 0;
    for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
      Heartbeat heartbeat = heartbeats.register("event-loop-" + number++, limit);
      timers.add(
          loop.scheduleWithFixedDelay(heartbeat::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }
    Heartbeat workers = heartbeats.register("worker-pool", limit);
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "worker-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    timers.add(
        clock.scheduleWithFixedDelay(
            () -> probe(workers), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS));
  }

  void stop(@Observes ShutdownEvent event) {
    timers.forEach(timer -> timer.cancel(false));
    clock.shutdownNow();
  }

  /** One task at a time: tasks that wait would pile up in front of a pool that is stuck. */
  private void probe(Heartbeat workers) {
    if (waiting.compareAndSet(false, true)) {
      vertx.executeBlocking(
          () -> {
            waiting.set(false);
            workers.beat();
            return null;
          },
          false);
    }
  }
}
