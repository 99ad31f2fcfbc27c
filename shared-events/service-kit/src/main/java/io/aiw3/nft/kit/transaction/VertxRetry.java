package io.aiw3.nft.kit.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Retries that stay on the subscriber's Vert.x context: Mutiny waits on a thread of its own. */
public final class VertxRetry {
  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration LONGEST_FOR_LOCKS = Duration.ofMillis(200);
  private static final double JITTER = 0.5;

  private VertxRetry() {}

  /** Tries again when two transactions were in each other's way. */
  static <T> Uni<T> onLockConflict(Supplier<Uni<T>> work, int attempts) {
    return Uni.createFrom()
        .deferred(
            () ->
                onContext(work)
                    .onFailure(SqlFailures::isLockConflict)
                    .retry()
                    .withJitter(JITTER)
                    .withBackOff(SHORTEST, LONGEST_FOR_LOCKS)
                    .atMost(attempts));
  }

  /** Tries again, without end, as long as {@code passing} says that the failure will pass. */
  public static <T> Uni<T> untilDone(
      Supplier<Uni<T>> work, Predicate<Throwable> passing, Duration first, Duration longest) {
    return Uni.createFrom()
        .deferred(
            () ->
                onContext(work)
                    .onFailure(passing)
                    .retry()
                    .withJitter(JITTER)
                    .withBackOff(first, longest)
                    .indefinitely());
  }

  /** Subscribes to {@code work} on the context that is current now, also when it is repeated. */
  private static <T> Uni<T> onContext(Supplier<Uni<T>> work) {
    Context context = Vertx.currentContext();
    Uni<T> deferred = Uni.createFrom().deferred(() -> work.get());
    return context == null ? deferred : deferred.runSubscriptionOn(task -> run(context, task));
  }

  /** Executor threads may carry the context along, and still are not its event loop. */
  private static void run(Context context, Runnable task) {
    if (Vertx.currentContext() == context && Context.isOnEventLoopThread()) {
      task.run();
    } else {
      context.runOnContext(ignored -> task.run());
    }
  }
}
