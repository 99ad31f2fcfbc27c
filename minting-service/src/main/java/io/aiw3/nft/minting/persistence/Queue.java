package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.SenderConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The queue's table. Rows are leased with SKIP LOCKED, so any number of senders share the work; a
 * lease is a {@code next_action_at} in the future and a token, so it ends by itself.
 */
@ApplicationScoped
public class Queue {
  /** Read without locks: locks on a range of the index would block inserts. */
  private static final String DUE_QUEUED =
      "SELECT id FROM chain_transaction WHERE state IN ('queued','blocked')"
          + " AND next_action_at <= UTC_TIMESTAMP(3) ORDER BY next_action_at LIMIT ?";

  private static final String DUE_SIGNED =
      "SELECT id FROM chain_transaction WHERE state IN"
          + " ('offered','signed','prepared','sent','confirmed')"
          + " AND next_action_at <= UTC_TIMESTAMP(3) ORDER BY next_action_at LIMIT ?";

  /** Of the candidates, those that are still due and that no other sender is taking. */
  private static final String TAKE =
      "SELECT * FROM chain_transaction WHERE id IN (%s) AND next_action_at <= UTC_TIMESTAMP(3)"
          + " FOR UPDATE SKIP LOCKED";

  private static final String IN_FLIGHT =
      "SELECT COUNT(*) FROM chain_transaction WHERE kind = 'mint' AND state = 'sent'";

  private static final String LATER =
      "UPDATE chain_transaction SET lease_token = NULL,"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND"
          + " WHERE id IN (%s) AND lease_token = '%s'";

  private static final String LATER_FOR =
      "UPDATE chain_transaction SET error_code = ?, lease_token = NULL,"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND"
          + " WHERE id = ? AND lease_token = ?";

  private static final String CONFIRM =
      "UPDATE chain_transaction SET state = 'confirmed', confirmed_at = UTC_TIMESTAMP(3),"
          + " lease_token = NULL, next_action_at = UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND"
          + " WHERE id IN (%s) AND lease_token = '%s'";

  private static final String MARK =
      "UPDATE chain_transaction SET lease_token = '%s',"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND WHERE id IN (%s)";

  private final Transactions transactions;
  private final Statements statements;
  private final SenderConfig config;

  Queue(Transactions transactions, Statements statements, SenderConfig config) {
    this.transactions = transactions;
    this.statements = statements;
    this.config = config;
  }

  /** Leases what is to be signed; nothing while the cap on mints in flight is reached. */
  public Uni<List<QueueRow>> leaseQueued() {
    return statements
        .run(IN_FLIGHT)
        .map(rows -> config.maxInFlight() - rows.iterator().next().getInteger(0))
        .chain(
            room ->
                room <= 0
                    ? Uni.createFrom().item(List.of())
                    : lease(DUE_QUEUED, Math.min(room, config.batch())));
  }

  /** Leases what is to be checked on the chain, {@code most} rows at most. */
  public Uni<List<QueueRow>> leaseSigned(int most) {
    return lease(DUE_SIGNED, Math.min(most, config.batch()));
  }

  /** Gives a lease back; the row is checked again after the pause. */
  public Uni<Void> later(QueueRow row, Duration pause) {
    return later(List.of(row), pause);
  }

  /** The same, with the reason that operators find it blocked for. */
  public Uni<Void> laterFor(String reason, QueueRow row, Duration pause) {
    return statements
        .run(LATER_FOR, Tuple.of(reason, micros(pause), row.id(), row.token()))
        .replaceWithVoid();
  }

  /** The same for rows of one lease: they stay together. */
  public Uni<Void> later(List<QueueRow> rows, Duration pause) {
    return statements
        .run(LATER.formatted(micros(pause), ids(rows), rows.get(0).token()))
        .replaceWithVoid();
  }

  /**
   * Notes that the submission of rows of one lease is known.
   *
   * @return how many are still leased
   */
  public Uni<Integer> confirm(Transaction tx, List<QueueRow> rows, Duration pause) {
    return tx.run(CONFIRM.formatted(micros(pause), ids(rows), rows.get(0).token()))
        .map(SqlResult::rowCount);
  }

  /** As a literal list. */
  private static String ids(List<QueueRow> rows) {
    return join(rows.stream().map(QueueRow::id).toList());
  }

  public static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  private Uni<List<QueueRow>> lease(String due, int limit) {
    return statements
        .run(due, Tuple.of(limit))
        .map(
            rows -> StreamSupport.stream(rows.spliterator(), false).map(r -> r.getLong(0)).toList())
        .chain(ids -> ids.isEmpty() ? Uni.createFrom().item(List.of()) : take(ids));
  }

  private Uni<List<QueueRow>> take(List<Long> candidates) {
    String token = UUID.randomUUID().toString();
    return transactions.run(
        tx ->
            tx.run(TAKE.formatted(join(candidates)))
                .map(rows -> read(rows, token))
                .call(rows -> mark(tx, rows, token)));
  }

  private static List<QueueRow> read(RowSet<Row> rows, String token) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> QueueRow.of(row, token))
        .toList();
  }

  private Uni<Void> mark(Transaction tx, List<QueueRow> rows, String token) {
    return rows.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.run(MARK.formatted(token, micros(config.lease()), ids(rows))).replaceWithVoid();
  }

  private static String join(List<Long> ids) {
    return ids.stream().map(id -> Long.toString(id)).collect(Collectors.joining(","));
  }
}
