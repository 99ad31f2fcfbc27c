package io.aiw3.nft.kit.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.impl.SqlClientConnection;

/**
 * On the connection of a session, past Hibernate: one dialect and one type of rows for all SQL.
 * What the session has not written yet goes first, as with Hibernate's own native queries.
 */
record SessionSql(Mutiny.Session session, SqlClientConnection connection) implements Sql {
  static SessionSql of(Mutiny.Session session) {
    return new SessionSql(
        session, (SqlClientConnection) ((MutinySessionImpl) session).getReactiveConnection());
  }

  /** Prepared all the same: the session's connection offers nothing else that gives rows. */
  @Override
  public Uni<RowSet<Row>> run(String sql) {
    return rows(client -> client.preparedQuery(sql));
  }

  @Override
  public Uni<RowSet<Row>> run(String sql, Tuple parameters) {
    return rows(client -> client.preparedQuery(sql, parameters.getDelegate()));
  }

  private Uni<RowSet<Row>> rows(
      Function<
              SqlClientConnection,
              CompletionStage<io.vertx.sqlclient.RowSet<io.vertx.sqlclient.Row>>>
          statement) {
    return session
        .flush()
        .chain(() -> Uni.createFrom().completionStage(() -> statement.apply(connection)))
        .map(rows -> RowSet.newInstance(rows, Row.__TYPE_ARG));
  }
}
