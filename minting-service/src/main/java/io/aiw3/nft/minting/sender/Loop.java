package io.aiw3.nft.minting.sender;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Repeats a piece of work without overlap: at once while there is some, after a nudge, or after a
 * pause. What is to be done is in the table, never here.
 */
public final class Loop {
  private static final Logger LOG = Logger.getLogger(Loop.class);
  private static final long NO_TIMER = -1;

  private final String name;
  private final Vertx vertx;
  private final Context context;
  private final Supplier<Uni<Integer>> work;
  private final long pauseMillis;
  private boolean running;
  private boolean nudged;
  private boolean stopped;
  private long timer = NO_TIMER;

  /**
   * @param work gives the number of things done; 0 lets the loop pause
   */
  public Loop(String name, Vertx vertx, Duration pause, Supplier<Uni<Integer>> work) {
    this.name = name;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.work = work;
    this.pauseMillis = Math.max(1, pause.toMillis());
  }

  /** Runs now, or again after the round that is under way. */
  public synchronized void nudge() {
    if (stopped) {
      return;
    }
    if (running) {
      nudged = true;
      return;
    }
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
    running = true;
    context.runOnContext(ignored -> run());
  }

  /** No new round begins; the one under way ends by itself. */
  public synchronized void stop() {
    stopped = true;
  }

  /** A round is under way. */
  public synchronized boolean isRunning() {
    return running;
  }

  private void run() {
    Uni.createFrom()
        .deferred(() -> work.get())
        .subscribe()
        .with(
            this::done,
            failure -> {
              LOG.warnf("%s paused errorCode=%s", name, failure.toString());
              LOG.debugf(failure, "%s paused", name);
              done(0);
            });
  }

  private synchronized void done(int count) {
    running = false;
    if (stopped) {
      return;
    }
    if (count > 0 || nudged) {
      nudged = false;
      running = true;
      context.runOnContext(ignored -> run());
    } else {
      timer = vertx.setTimer(pauseMillis, ignored -> expired());
    }
  }

  private void expired() {
    synchronized (this) {
      timer = NO_TIMER;
    }
    nudge();
  }
}
