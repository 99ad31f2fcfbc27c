package io.aiw3.nft.kit.transaction;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.outbox.OutboxNudge;
import io.aiw3.nft.kit.outbox.OutboxRow;
import io.aiw3.nft.kit.outbox.OutboxSql;
import io.aiw3.nft.kit.tracing.TraceParent;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The only way to change state: state and outgoing messages commit together, then the relay is
 * nudged. Each transaction has a session of its own, however many run at a time, and may be started
 * from any thread. Deadlocks and lock waits that time out are tried again, so the work must be a
 * function that can run more than once.
 */
@ApplicationScoped
public class Transactions {
  private static final int LOCK_ATTEMPTS = 8;

  private static final String END = "KILL CONNECTION_ID()";

  private final Vertx vertx;
  private final Pool pool;
  private final OutboxNudge nudge;
  private final String source;
  private final Duration limit;

  @Inject
  Transactions(
      Vertx vertx,
      Pool pool,
      OutboxNudge nudge,
      KitConfig config,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this(vertx, pool, nudge, application, config.transaction().limit());
  }

  Transactions(Vertx vertx, Pool pool, OutboxNudge nudge, String application, Duration limit) {
    this.vertx = vertx;
    this.pool = pool;
    this.nudge = nudge;
    this.source = "/" + application;
    this.limit = limit;
  }

  /** Runs {@code work} in a transaction of Hibernate Reactive. */
  public <T> Uni<T> run(Function<Transaction, Uni<T>> work) {
    String traceParent = TraceParent.current();
    return VertxRetry.onLockConflict(
        () -> IsolatedContext.run(vertx, () -> once(work, traceParent)), LOCK_ATTEMPTS);
  }

  /**
   * Runs {@code work} in a transaction on a bare connection: for hot paths that Hibernate would
   * slow down.
   */
  public <T> Uni<T> runOnConnection(BiFunction<SqlConnection, Events, Uni<T>> work) {
    return runOnConnection(TraceParent.current(), work);
  }

  /**
   * The same for work that was accepted earlier.
   *
   * @param traceParent the trace that it belongs to, as stored then; may be null
   */
  public <T> Uni<T> runOnConnection(
      String traceParent, BiFunction<SqlConnection, Events, Uni<T>> work) {
    return VertxRetry.onLockConflict(() -> onceOnConnection(work, traceParent), LOCK_ATTEMPTS);
  }

  private <T> Uni<T> once(Function<Transaction, Uni<T>> work, String traceParent) {
    PendingEvents events = new PendingEvents(source, traceParent);
    return LostConnections.<T>answered(
            watch ->
                Panache.withTransaction(
                    () ->
                        Panache.getSession()
                            .map(session -> new Transaction(session, events))
                            .chain(
                                tx ->
                                    work.apply(tx)
                                        .call(() -> flush(tx))
                                        .onFailure(SqlFailures::isSpoiling)
                                        .call(() -> end(tx)))
                            .invoke(() -> watch.succeeded())
                            .onFailure()
                            .invoke(watch::failed)),
            limit)
        .invoke(() -> published(events));
  }

  /** The server closes the connection, so that the pool drops it. */
  private static Uni<Integer> end(Transaction tx) {
    return tx.update(END).onFailure().recoverWithItem(0);
  }

  private Uni<Void> flush(Transaction tx) {
    List<OutboxRow> rows = tx.events().rows();
    return tx.session()
        .flush()
        .chain(
            () ->
                rows.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : tx.update(
                            OutboxSql.numbered(rows.size()), OutboxSql.parameters(rows).toArray())
                        .replaceWithVoid());
  }

  private <T> Uni<T> onceOnConnection(
      BiFunction<SqlConnection, Events, Uni<T>> work, String traceParent) {
    PendingEvents events = new PendingEvents(source, traceParent);
    return BareTransactions.run(
            pool,
            limit,
            connection -> work.apply(connection, events).call(() -> flush(connection, events)))
        .invoke(() -> published(events));
  }

  private Uni<Void> flush(SqlConnection connection, PendingEvents events) {
    List<OutboxRow> rows = events.rows();
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(OutboxSql.plain(rows.size()))
            .execute(Tuple.from(OutboxSql.clientParameters(rows)))
            .replaceWithVoid();
  }

  private void published(PendingEvents events) {
    if (!events.rows().isEmpty()) {
      nudge.nudge();
    }
  }
}
