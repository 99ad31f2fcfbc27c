package io.aiw3.nft.kit.transaction;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Answers the caller where the reactive client leaves things open: on a connection that was lost
 * while a statement ran, its rollback never completes (Vert.x 4.5.23), and with it the whole
 * transaction would wait without end. The server has rolled back by itself, and the pool has
 * dropped the connection.
 *
 * <p>A transaction that is answered for is never cancelled: it may be slow, not lost, as after a
 * pause of the process. Cancelled, its session would be closed from another thread, which fails,
 * and the connection would stay outside the pool with an open transaction and its locks. Left alone
 * it commits or rolls back by itself; its locks keep a second attempt waiting until then.
 */
final class LostConnections {
  private static final Duration ROLLBACK = Duration.ofSeconds(2);
  private static final Duration COMMIT = Duration.ofSeconds(5);

  private LostConnections() {}

  /**
   * Runs a transaction whose commit and rollback are not in our hands.
   *
   * @param transaction makes the whole transaction around the work, which notifies the watch of its
   *     end
   * @param limit no transaction of ours is meant to take that long; a lost start or commit is
   *     answered for by it
   */
  static <T> Uni<T> answered(Function<Watch, Uni<T>> transaction, Duration limit) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Answer<T> answer = new Answer<>(emitter);
              Watch watch = new Watch(answer::failAfter);
              answer.failAfter(
                  new TimeoutException("the transaction did not end in " + limit), limit);
              Uni.createFrom()
                  .deferred(() -> transaction.apply(watch))
                  .subscribe()
                  .with(answer::complete, answer::fail);
            });
  }

  /** The same for a transaction that needs no watch. */
  static <T> Uni<T> answered(Uni<T> transaction, Duration limit) {
    return answered(watch -> transaction, limit);
  }

  /** Whether a rollback would have anything to do. */
  static boolean isLost(Throwable failure) {
    return SqlFailures.isTransient(failure) && !SqlFailures.isLockConflict(failure);
  }

  /** The first end counts; later ones are ignored. */
  private static final class Answer<T> {
    private final UniEmitter<? super T> emitter;
    private final AtomicBoolean given = new AtomicBoolean();
    private final Queue<Cancellable> timers = new ConcurrentLinkedQueue<>();

    Answer(UniEmitter<? super T> emitter) {
      this.emitter = emitter;
    }

    void complete(T item) {
      if (given.compareAndSet(false, true)) {
        stopTimers();
        emitter.complete(item);
      }
    }

    void fail(Throwable failure) {
      if (given.compareAndSet(false, true)) {
        stopTimers();
        emitter.fail(failure);
      }
    }

    void failAfter(Throwable failure, Duration grace) {
      timers.add(
          Uni.createFrom()
              .voidItem()
              .onItem()
              .delayIt()
              .by(grace)
              .subscribe()
              .with(ignored -> fail(failure)));
      if (given.get()) {
        stopTimers();
      }
    }

    private void stopTimers() {
      timers.forEach(Cancellable::cancel);
    }
  }

  /** Notes that the work has ended: what follows is the client's alone. */
  static final class Watch {
    private final BiConsumer<Throwable, Duration> end;

    private Watch(BiConsumer<Throwable, Duration> end) {
      this.end = end;
    }

    void failed(Throwable e) {
      end.accept(e, ROLLBACK);
    }

    void succeeded() {
      end.accept(new TimeoutException("the commit was not answered"), COMMIT);
    }
  }
}
