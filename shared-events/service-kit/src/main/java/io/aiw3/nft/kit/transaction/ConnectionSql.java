package io.aiw3.nft.kit.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** On a connection of the reactive client. */
record ConnectionSql(SqlConnection connection) implements Sql {
  @Override
  public Uni<RowSet<Row>> run(String sql) {
    return connection.query(sql).execute();
  }

  @Override
  public Uni<RowSet<Row>> run(String sql, Tuple parameters) {
    return connection.preparedQuery(sql).execute(parameters);
  }
}
