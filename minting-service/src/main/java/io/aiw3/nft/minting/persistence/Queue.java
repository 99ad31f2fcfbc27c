package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.domain.ErrorClass;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The queue's table. Rows are leased with SKIP LOCKED, so any number of senders share the work; a
 * lease is a {@code next_action_at} in the future and a token, so it ends by itself.
 */
@ApplicationScoped
public class Queue {
  public static final Duration NEVER = Duration.ofDays(1);

  /** Read without locks: locks on a range of the index would block inserts. */
  private static final String DUE =
      "SELECT id FROM chain_transaction WHERE state IN (%s)"
          + " AND next_action_at <= UTC_TIMESTAMP(3) ORDER BY next_action_at LIMIT ?";

  private static final String NEXT =
      "SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), MIN(next_action_at))"
          + " FROM chain_transaction WHERE state IN (%s)";

  private static final String QUEUED = "'queued','blocked'";
  private static final String SIGNED = "'offered','signed','prepared','sent','confirmed'";

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

  private static final String SENT =
      "UPDATE chain_transaction SET sends = sends + 1, sent_at = UTC_TIMESTAMP(3),"
          + " error_class = NULL, error_code = NULL, error_message = NULL WHERE id = ?";
  private static final String FAILED =
      "UPDATE chain_transaction SET sends = sends + 1, sent_at = UTC_TIMESTAMP(3),"
          + " error_class = ?, error_code = ?, error_message = ? WHERE id = ?";

  /** A burn that its owner never signed was not too cheap. */
  private static final String SENT_BEFORE =
      "SELECT COUNT(*) FROM chain_transaction WHERE kind = ? AND request_id = ? AND attempt < ?"
          + " AND sends > 0";

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
                    : lease(DUE.formatted(QUEUED), Math.min(room, config.batch())));
  }

  /** Leases what is to be checked on the chain, {@code most} rows at most. */
  public Uni<List<QueueRow>> leaseSigned(int most) {
    return lease(DUE.formatted(SIGNED), Math.min(most, config.batch()));
  }

  /** How long until something is to be signed; {@link #NEVER}: nothing is queued. */
  public Uni<Duration> untilQueued() {
    return until(QUEUED);
  }

  /** The same of what is to be checked on the chain. */
  public Uni<Duration> untilSigned() {
    return until(SIGNED);
  }

  private Uni<Duration> until(String states) {
    return statements
        .run(NEXT.formatted(states))
        .map(rows -> rows.iterator().next().getLong(0))
        .map(micros -> micros == null ? NEVER : Duration.of(micros, ChronoUnit.MICROS));
  }

  /** Gives a lease back; the row is checked again after the pause. */
  public Uni<Void> later(QueueRow row, Duration pause) {
    return later(List.of(row), pause);
  }

  /** The same, with the reason that operators find it blocked for. */
  public Uni<Void> laterFor(String reason, QueueRow row, Duration pause) {
    return statements
        .update(LATER_FOR, reason, micros(pause), row.id(), row.token())
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

  /** Notes a send that a node has taken. */
  public Uni<Void> sent(long id) {
    return statements.update(SENT, id).replaceWithVoid();
  }

  /** Notes a send that failed. */
  public Uni<Void> sendFailed(long id, ErrorClass errorClass, String code, String message) {
    return statements.update(FAILED, errorClass.name(), code, message, id).replaceWithVoid();
  }

  /** Attempts before this one that were sent. */
  public Uni<Integer> sentBefore(QueueRow row) {
    return statements
        .select(SENT_BEFORE, row.kind().wireName(), row.requestId(), row.attempt())
        .map(rows -> rows.iterator().next().getInteger(0));
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
        .select(due, limit)
        .map(rows -> Sql.list(rows, r -> r.getLong(0)))
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
    return Sql.list(rows, row -> QueueRow.of(row, token));
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
