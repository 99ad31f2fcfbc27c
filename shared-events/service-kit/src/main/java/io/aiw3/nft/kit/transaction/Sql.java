package io.aiw3.nft.kit.transaction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Where SQL runs: in a {@link Transaction}, in a view of several reads, or each statement by itself
 * ({@link Statements}). Parameters are marked {@code ?}.
 */
public interface Sql {
  /**
   * Of a session that reads; what it has not written yet goes first. In a transaction the {@link
   * Transaction} itself is the one to take: a batch size hides the session's connection.
   */
  static Sql of(Mutiny.Session session) {
    return SessionSql.of(session);
  }

  /** Runs one statement as its text says, unprepared: for text that is made for one run alone. */
  Uni<RowSet<Row>> run(String sql);

  /** Runs one prepared statement. */
  Uni<RowSet<Row>> run(String sql, Tuple parameters);

  /**
   * Runs one prepared statement, in which a value that is used in several places may be marked
   * {@code ?1}, {@code ?2}, … instead.
   *
   * @param parameters of the types that {@link SqlParameters} names
   * @return the number of affected rows
   */
  default Uni<Integer> update(String sql, Object... parameters) {
    BoundSql bound = BoundSql.of(sql, parameters);
    return run(bound.sql(), bound.parameters()).map(SqlResult::rowCount);
  }

  /** Reads with one prepared statement; parameters as for {@link #update}. */
  default Uni<RowSet<Row>> select(String sql, Object... parameters) {
    BoundSql bound = BoundSql.of(sql, parameters);
    return run(bound.sql(), bound.parameters());
  }

  /** What the rows hold, in their order. */
  static <T> List<T> list(RowSet<Row> rows, Function<Row, ? extends T> read) {
    List<T> list = new ArrayList<>(rows.size());
    rows.forEach(row -> list.add(read.apply(row)));
    return list;
  }

  /** What the first row holds; empty when there is none. */
  static <T> Optional<T> first(RowSet<Row> rows, Function<Row, ? extends T> read) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(read.apply(rows.iterator().next()));
  }
}
