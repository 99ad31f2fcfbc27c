package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * What is deleted of a user whom the platform has removed: the live feed, the snapshot, and the
 * history of operations that have ended. An operation that is open goes on: after a burn nothing
 * else would be right, and before it the owner's time to sign ends it. What it leaves, and what was
 * under way at the tombstone, is deleted later. What stays, and why, is stated in the data model's
 * page.
 */
@ApplicationScoped
public class Erasure {
  private static final int AT_ONCE = 100;

  private static final String BEGIN =
      "INSERT INTO user_erasure (user_id) VALUES (?) ON DUPLICATE KEY UPDATE removed_at ="
          + " UTC_TIMESTAMP(3)";
  private static final String CANCEL = "DELETE FROM user_erasure WHERE user_id = ?";
  private static final String FEED = "DELETE FROM user_feed_event WHERE user_id = ?";
  private static final String LISTENER = "DELETE FROM feed_listener WHERE user_id = ?";
  private static final String ENDED =
      "SELECT id FROM saga WHERE user_id = ? AND open_user_id IS NULL";
  private static final String HISTORY = "DELETE FROM saga_history WHERE saga_id IN ";
  private static final String DUE =
      "SELECT user_id FROM user_erasure e WHERE removed_at <= UTC_TIMESTAMP(3) - INTERVAL ? SECOND"
          + " AND NOT EXISTS (SELECT 1 FROM saga s WHERE s.open_user_id = e.user_id)"
          + " ORDER BY removed_at LIMIT "
          + AT_ONCE;
  private static final String STILL_DUE =
      "SELECT user_id FROM user_erasure WHERE user_id = ? FOR UPDATE SKIP LOCKED";

  private final Transactions transactions;
  private final Statements statements;
  private final SnapshotStore snapshots;

  Erasure(Transactions transactions, Statements statements, SnapshotStore snapshots) {
    this.transactions = transactions;
    this.statements = statements;
    this.snapshots = snapshots;
  }

  /** The platform's newest record of a user was applied. */
  public Uni<Void> applied(Transaction tx, UserChange change) {
    int user = change.user().value();
    return change.removed()
        ? tx.update(BEGIN, user).chain(() -> delete(tx, change.user()))
        : tx.update(CANCEL, user).replaceWithVoid();
  }

  /**
   * Deletes what came after the tombstones.
   *
   * @param after how long what was under way may take
   */
  public Uni<Void> finish(Duration after) {
    return statements
        .select(DUE, after.toSeconds())
        .map(rows -> Sql.list(rows, row -> row.getInteger(0)))
        .chain(
            due ->
                Multi.createFrom()
                    .iterable(due)
                    .onItem()
                    .transformToUniAndConcatenate(user -> finish(new UserId(user)))
                    .collect()
                    .asList())
        .replaceWithVoid();
  }

  /** A user who came back in between keeps what is new. */
  private Uni<Void> finish(UserId user) {
    return transactions.run(
        tx ->
            tx.select(STILL_DUE, user.value())
                .chain(
                    rows ->
                        rows.size() == 0
                            ? Uni.createFrom().voidItem()
                            : delete(tx, user)
                                .chain(() -> tx.update(CANCEL, user.value()))
                                .replaceWithVoid()));
  }

  private Uni<Void> delete(Transaction tx, UserId user) {
    int id = user.value();
    return tx.update(FEED, id)
        .chain(() -> tx.update(LISTENER, id))
        .chain(() -> snapshots.forgetSnapshot(tx, user))
        .chain(() -> tx.select(ENDED, id))
        .map(rows -> Sql.list(rows, row -> row.getString(0)))
        .chain(ended -> deleteHistory(tx, ended));
  }

  private static Uni<Void> deleteHistory(Transaction tx, List<String> sagas) {
    return sagas.isEmpty()
        ? Uni.createFrom().voidItem()
        : tx.update(HISTORY + SqlPlaceholders.list(sagas.size()), sagas.toArray())
            .replaceWithVoid();
  }
}
