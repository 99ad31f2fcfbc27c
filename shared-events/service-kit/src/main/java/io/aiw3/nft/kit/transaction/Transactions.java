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
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The only way to change state: state and outgoing messages commit together, then the relay is
 * nudged. Each transaction has a connection of its own, and a session of its own if it has
 * entities, however many run at a time, and may be started from any thread. Deadlocks and lock
 * waits that time out are tried again, so the work must be a function that can run more than once.
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

  /** Runs {@code work} in a transaction of the reactive client. */
  public <T> Uni<T> run(Function<Transaction, Uni<T>> work) {
    return run(TraceParent.current(), work);
  }

  /**
   * The same for work that was accepted earlier.
   *
   * @param traceParent the trace that it belongs to, as stored then; may be null
   */
  public <T> Uni<T> run(String traceParent, Function<Transaction, Uni<T>> work) {
    return VertxRetry.onLockConflict(() -> once(work, traceParent), LOCK_ATTEMPTS);
  }

  /**
   * Runs {@code work} in a transaction with a session of Hibernate Reactive, where entities are.
   */
  public <T> Uni<T> withEntities(Function<Transaction, Uni<T>> work) {
    String traceParent = TraceParent.current();
    return VertxRetry.onLockConflict(
        () -> IsolatedContext.run(vertx, () -> onceWithEntities(work, traceParent)), LOCK_ATTEMPTS);
  }

  private <T> Uni<T> once(Function<Transaction, Uni<T>> work, String traceParent) {
    return BareTransactions.run(
            pool,
            limit,
            connection ->
                done(
                    work,
                    new Transaction(new ConnectionSql(connection), null, source, traceParent)))
        .map(this::published);
  }

  private <T> Uni<T> onceWithEntities(Function<Transaction, Uni<T>> work, String traceParent) {
    return LostConnections.<Done<T>>answered(
            watch ->
                Panache.withTransaction(
                    () ->
                        Panache.getSession()
                            .chain(session -> withSession(session, work, traceParent))
                            .invoke(() -> watch.succeeded())
                            .onFailure()
                            .invoke(watch::failed)),
            limit)
        .map(this::published);
  }

  private <T> Uni<Done<T>> withSession(
      Mutiny.Session session, Function<Transaction, Uni<T>> work, String traceParent) {
    Transaction tx = new Transaction(SessionSql.of(session), session, source, traceParent);
    return done(work, tx)
        .call(() -> session.flush())
        .onFailure(SqlFailures::isSpoiling)
        .call(() -> tx.run(END).onFailure().recoverWithNull());
  }

  /** What a transaction gave, and whether it has something to publish when it has committed. */
  private record Done<T>(T item, boolean publishes) {}

  private static <T> Uni<Done<T>> done(Function<Transaction, Uni<T>> work, Transaction tx) {
    return work.apply(tx)
        .call(() -> store(tx.rows(), tx))
        .map(item -> new Done<>(item, !tx.rows().isEmpty()));
  }

  private static Uni<Void> store(List<OutboxRow> rows, Transaction tx) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(OutboxSql.insert(rows.size()), SqlParameters.of(OutboxSql.parameters(rows)))
            .replaceWithVoid();
  }

  private <T> T published(Done<T> done) {
    if (done.publishes()) {
      nudge.nudge();
    }
    return done.item();
  }
}
