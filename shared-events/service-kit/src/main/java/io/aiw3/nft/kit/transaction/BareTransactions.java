package io.aiw3.nft.kit.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.function.Function;

/** Transactions on a connection of the pool, which end even if the connection is lost. */
final class BareTransactions {
  private static final String END = "KILL CONNECTION_ID()";

  private BareTransactions() {}

  /**
   * Commits what {@code work} did, or rolls it back if it failed.
   *
   * @param limit the caller is answered by then; a transaction that is merely slow still comes to
   *     its own end
   */
  static <T> Uni<T> run(Pool pool, Duration limit, Function<SqlConnection, Uni<T>> work) {
    return pool.getConnection()
        .chain(
            connection ->
                begun(connection, work).onTermination().invoke(() -> connection.closeAndForget()))
        .plug(transaction -> LostConnections.answered(transaction, limit));
  }

  private static <T> Uni<T> begun(SqlConnection connection, Function<SqlConnection, Uni<T>> work) {
    return connection
        .begin()
        .chain(
            transaction ->
                Uni.createFrom()
                    .deferred(() -> work.apply(connection))
                    .call(transaction::commit)
                    .onFailure(failure -> !ended(failure))
                    .call(transaction::rollback)
                    .onFailure(SqlFailures::isSpoiling)
                    .call(() -> end(connection)));
  }

  private static boolean ended(Throwable failure) {
    return LostConnections.isLost(failure) || SqlFailures.isSpoiling(failure);
  }

  /** The server closes the connection, so that the pool drops it. */
  private static Uni<Void> end(SqlConnection connection) {
    return connection.query(END).execute().replaceWithVoid().onFailure().recoverWithNull();
  }
}
