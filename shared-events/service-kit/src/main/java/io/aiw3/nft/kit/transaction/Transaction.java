package io.aiw3.nft.kit.transaction;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.kit.outbox.OutboxRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * A running database transaction, and the messages that it will publish: they are written to the
 * outbox as its last statement, in the order given, and so are published if and only if it commits.
 *
 * <p>One user's messages keep the order of their commits only if the transactions of one user are
 * serialized: take the lock on the user's row (or saga's, badge's, …) before, as every state change
 * does anyway.
 */
public final class Transaction implements Sql {
  private final Sql sql;
  private final Mutiny.Session session;
  private final String source;
  private final List<OutboxRow> rows = new ArrayList<>();

  private String traceParent;

  /**
   * @param session null: without entities
   * @param source who publishes
   */
  Transaction(Sql sql, Mutiny.Session session, String source, String traceParent) {
    this.sql = sql;
    this.session = session;
    this.source = source;
    this.traceParent = traceParent;
  }

  @Override
  public Uni<RowSet<Row>> run(String statement) {
    return sql.run(statement);
  }

  @Override
  public Uni<RowSet<Row>> run(String statement, Tuple parameters) {
    return sql.run(statement, parameters);
  }

  /**
   * Where entities are stored and found; Panache's own methods use the same one.
   *
   * @throws IllegalStateException in a transaction that was not started by {@link
   *     Transactions#withEntities}
   */
  public Mutiny.Session session() {
    if (session == null) {
      throw new IllegalStateException("this transaction has no entities: start it withEntities");
    }
    return session;
  }

  /** Publishes {@code message} when the transaction commits. */
  public void publish(ContractMessage message) {
    rows.add(OutboxRow.of(message, source, Instant.now(), traceParent));
  }

  /** Publishes a row as it is: for dead letters. */
  public void publish(OutboxRow row) {
    rows.add(row);
  }

  /**
   * Lets what is published from here on belong to a trace that began earlier; without it, it
   * belongs to the request or record that is being processed.
   *
   * @param stored as stored when the work was accepted; null: to no trace
   */
  public void inTrace(String stored) {
    this.traceParent = stored;
  }

  /**
   * The trace that what is published belongs to, to be stored with what continues later, or null.
   */
  public String traceParent() {
    return traceParent;
  }

  List<OutboxRow> rows() {
    return rows;
  }
}
