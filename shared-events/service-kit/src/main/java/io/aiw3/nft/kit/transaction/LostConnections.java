package io.aiw3.nft.kit.transaction;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Ends what the reactive client leaves open: on a connection that was lost while a statement ran,
 * its rollback never completes (Vert.x 4.5.23), and with it the whole transaction would wait for
 * ever. The server has rolled back by itself, and the pool has dropped the connection.
 */
final class LostConnections {
  private static final Duration ROLLBACK = Duration.ofSeconds(2);
  private static final Duration COMMIT = Duration.ofSeconds(5);
  private static final Duration TRANSACTION = Duration.ofSeconds(15);

  private LostConnections() {}

  /**
   * Runs a transaction whose commit and rollback are not in our hands.
   *
   * @param transaction makes the whole transaction around the work, which tells the watch its end
   */
  static <T> Uni<T> ended(Function<Watch, Uni<T>> transaction) {
    Watch watch = new Watch();
    Uni<T> lost =
        Uni.createFrom()
            .completionStage(watch.end)
            .chain(
                end ->
                    Uni.createFrom()
                        .<T>failure(end.failure())
                        .onFailure()
                        .call(
                            () -> Uni.createFrom().voidItem().onItem().delayIt().by(end.grace())));
    return Uni.join()
        .first(transaction.apply(watch), lost)
        .toTerminate()
        .plug(LostConnections::limited);
  }

  /** No transaction of ours is meant to take this long; a lost start or commit is ended by it. */
  static <T> Uni<T> limited(Uni<T> transaction) {
    return transaction
        .ifNoItem()
        .after(TRANSACTION)
        .failWith(() -> new TimeoutException("the transaction did not end in " + TRANSACTION));
  }

  /** Whether a rollback would have anything to do. */
  static boolean isLost(Throwable failure) {
    return SqlFailures.isTransient(failure) && !SqlFailures.isLockConflict(failure);
  }

  private record End(Throwable failure, Duration grace) {}

  /** Notes that the work has ended: what follows is the client's alone. */
  static final class Watch {
    private final CompletableFuture<End> end = new CompletableFuture<>();

    void failed(Throwable e) {
      end.complete(new End(e, ROLLBACK));
    }

    void succeeded() {
      end.complete(new End(new TimeoutException("the commit was not answered"), COMMIT));
    }
  }
}
