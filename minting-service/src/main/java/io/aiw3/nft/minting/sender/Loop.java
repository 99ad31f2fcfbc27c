package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Repeats a piece of work without overlap: at once while there is some, after a nudge, or after a
 * pause, which ends when something is due. What is to be done is in the table, never here.
 *
 * <p>A round has a time limit, so that one whose answer was lost does not end the loop; a loop that
 * makes no rounds at all fails liveness.
 */
public final class Loop {
  private static final Logger LOG = Logger.getLogger(Loop.class);
  private static final long NO_TIMER = -1;

  /** Longer than any round that comes to its own end; what it leased is free again before that. */
  private static final Duration ROUND_LIMIT = Duration.ofMinutes(2);

  private final String name;
  private final Vertx vertx;
  private final Context context;
  private final Supplier<Uni<Integer>> work;
  private final Pause pause;
  private final Duration roundLimit;
  private final Heartbeats heartbeats;
  private Heartbeat heartbeat;
  private boolean running;
  private boolean nudged;
  private boolean stopped;
  private long timer = NO_TIMER;

  /**
   * How long a loop rests after a round without work, unless it is nudged.
   *
   * @param shortest also after a round that failed
   * @param untilDue when something will be to do, as far as is known
   */
  record Pause(Duration shortest, Duration longest, Supplier<Uni<Duration>> untilDue) {
    static Pause always(Duration time) {
      return new Pause(time, time, () -> Uni.createFrom().item(time));
    }

    Uni<Duration> next() {
      return untilDue
          .get()
          .map(due -> due.compareTo(longest) > 0 ? longest : due)
          .map(due -> due.compareTo(shortest) < 0 ? shortest : due);
    }
  }

  /**
   * @param heartbeats watch the loop from its first round on
   * @param work gives the number of things done; 0 lets the loop pause
   */
  public Loop(
      String name,
      Vertx vertx,
      Heartbeats heartbeats,
      Duration pause,
      Supplier<Uni<Integer>> work) {
    this(name, vertx, heartbeats, Pause.always(pause), ROUND_LIMIT, work);
  }

  Loop(String name, Vertx vertx, Heartbeats heartbeats, Pause pause, Supplier<Uni<Integer>> work) {
    this(name, vertx, heartbeats, pause, ROUND_LIMIT, work);
  }

  Loop(
      String name,
      Vertx vertx,
      Heartbeats heartbeats,
      Pause pause,
      Duration roundLimit,
      Supplier<Uni<Integer>> work) {
    this.name = name;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.work = work;
    this.heartbeats = heartbeats;
    this.pause = pause;
    this.roundLimit = roundLimit;
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
    if (heartbeat == null) {
      heartbeat =
          heartbeats.register(
              name.replace(' ', '-'), roundLimit.multipliedBy(2).plus(pause.longest()));
    }
    running = true;
    context.runOnContext(ignored -> run());
  }

  /** No new round begins; the one under way ends by itself. */
  public synchronized void stop() {
    stopped = true;
    if (heartbeat != null) {
      heartbeats.forget(heartbeat);
    }
  }

  /** A round is under way. */
  public synchronized boolean isRunning() {
    return running;
  }

  private void run() {
    Uni.createFrom()
        .deferred(() -> work.get())
        .chain(count -> count > 0 ? Uni.createFrom().item(Duration.ZERO) : pause.next())
        .ifNoItem()
        .after(roundLimit)
        .fail()
        .subscribe()
        .with(
            this::done,
            failure -> {
              LOG.warnf("loop run failed; retrying name=%s cause=%s", name, failure.toString());
              LOG.debugf(failure, "loop run failed; retrying name=%s", name);
              done(pause.shortest());
            });
  }

  /**
   * @param rest zero: there may be more to do
   */
  private synchronized void done(Duration rest) {
    running = false;
    heartbeat.beat();
    if (stopped) {
      return;
    }
    if (rest.isZero() || nudged) {
      nudged = false;
      running = true;
      context.runOnContext(ignored -> run());
    } else {
      timer = vertx.setTimer(Math.max(1, rest.toMillis()), ignored -> expired());
    }
  }

  private void expired() {
    synchronized (this) {
      timer = NO_TIMER;
    }
    nudge();
  }
}
