package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.chain.SolanaRpc;
import io.aiw3.nft.minting.config.SenderConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
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
class Queue {
  /** Rows that wait for a signature, the oldest first, as long as the cap on mints allows. */
  private static final String DUE_QUEUED =
      "SELECT * FROM chain_transaction WHERE state IN ('queued','blocked')"
          + " AND next_action_at <= UTC_TIMESTAMP(3) ORDER BY next_action_at LIMIT ?"
          + " FOR UPDATE SKIP LOCKED";

  private static final String DUE_SIGNED =
      "SELECT * FROM chain_transaction WHERE state IN ('prepared','sent','confirmed')"
          + " AND next_action_at <= UTC_TIMESTAMP(3) ORDER BY next_action_at LIMIT ?"
          + " FOR UPDATE SKIP LOCKED";

  private static final String IN_FLIGHT =
      "SELECT COUNT(*) FROM chain_transaction WHERE kind = 'mint' AND state = 'sent'";

  private static final String LATER =
      "UPDATE chain_transaction SET lease_token = NULL,"
          + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND"
          + " WHERE id = ? AND lease_token = ?";

  private final Pool pool;
  private final SenderConfig config;

  Queue(Pool pool, SenderConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** Leases what is to be signed; nothing while the cap on mints in flight is reached. */
  Uni<List<QueueRow>> leaseQueued() {
    return pool.query(IN_FLIGHT)
        .execute()
        .map(rows -> config.maxInFlight() - rows.iterator().next().getInteger(0))
        .chain(
            room ->
                room <= 0
                    ? Uni.createFrom().item(List.of())
                    : lease(DUE_QUEUED, Math.min(room, config.batch())));
  }

  /** Leases what is to be looked at on the chain. */
  Uni<List<QueueRow>> leaseSigned() {
    return lease(DUE_SIGNED, Math.min(SolanaRpc.MOST_ACCOUNTS, config.batch()));
  }

  /** Gives a lease back; the row is looked at again after the pause. */
  Uni<Void> later(QueueRow row, Duration pause) {
    return pool.preparedQuery(LATER)
        .execute(Tuple.of(micros(pause), row.id(), row.token()))
        .replaceWithVoid();
  }

  static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  private Uni<List<QueueRow>> lease(String due, int limit) {
    String token = UUID.randomUUID().toString();
    return pool.withTransaction(
        connection ->
            connection
                .preparedQuery(due)
                .execute(Tuple.of(limit))
                .map(rows -> read(rows, token))
                .call(rows -> mark(connection, rows, token)));
  }

  private static List<QueueRow> read(RowSet<Row> rows, String token) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> QueueRow.of(row, token))
        .toList();
  }

  private Uni<Void> mark(SqlConnection connection, List<QueueRow> rows, String token) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    String ids = rows.stream().map(row -> Long.toString(row.id())).collect(Collectors.joining(","));
    return connection
        .preparedQuery(
            "UPDATE chain_transaction SET lease_token = ?,"
                + " next_action_at = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND"
                + " WHERE id IN ("
                + ids
                + ")")
        .execute(Tuple.of(token, micros(config.lease())))
        .replaceWithVoid();
  }
}
