package io.aiw3.nft.kit.transaction;

import io.aiw3.nft.kit.config.KitConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Function;

/**
 * Single statements and reads, in place of the pool's own methods: every one of them ends. The
 * pool's {@code withTransaction} never completes when its connection is lost while a statement runs
 * (its rollback is not answered, Vert.x 4.5.23), and none of its methods has a time limit.
 *
 * <p>What takes longer than {@code aiw3.transaction.limit} fails with a {@link
 * java.util.concurrent.TimeoutException}, which counts as transient. The connection is not returned
 * to the pool by that: it is when its statement ends, and a connection that stays silent is closed
 * ({@link SilentConnections}).
 *
 * <p>May be used from any thread. What changes several rows, or publishes, belongs in {@link
 * Transactions}.
 */
@ApplicationScoped
public class Statements implements Sql {
  private final Pool pool;
  private final Duration limit;

  @Inject
  Statements(Pool pool, KitConfig config) {
    this(pool, config.transaction().limit());
  }

  Statements(Pool pool, Duration limit) {
    this.pool = pool;
    this.limit = limit;
  }

  /** Runs one statement, which commits by itself. */
  @Override
  public Uni<RowSet<Row>> run(String sql) {
    return LostConnections.answered(pool.query(sql).execute(), limit);
  }

  /** Runs one prepared statement, which commits by itself. */
  @Override
  public Uni<RowSet<Row>> run(String sql, Tuple parameters) {
    return LostConnections.answered(pool.preparedQuery(sql).execute(parameters), limit);
  }

  /** Runs reads that all see the tables as they were at the first of them. */
  public <T> Uni<T> inOneView(Function<Sql, Uni<T>> reads) {
    return BareTransactions.run(
        pool, limit, connection -> reads.apply(new ConnectionSql(connection)));
  }
}
