package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Which owners of badges the platform removed. Only of users with a tombstone records are kept: of
 * the others nothing depends on them.
 */
public final class Owners {
  private static final String TAKE =
      "INSERT INTO badge_owner (user_id) VALUES (?) ON DUPLICATE KEY UPDATE user_id = user_id";

  /** Read without a lock: a user's records come one after the other. */
  private static final String HAD_TOMBSTONE =
      "SELECT 1 FROM badge_owner WHERE user_id = ? AND platform_updated_at IS NOT NULL";

  private static final String KNOWN =
      "SELECT platform_updated_at, platform_offset FROM badge_owner WHERE user_id = ? FOR UPDATE";
  private static final String SAVE =
      "UPDATE badge_owner SET removed = ?, platform_updated_at = ?, platform_offset = ? WHERE"
          + " user_id = ?";
  private static final String REMOVED =
      "SELECT removed FROM badge_owner WHERE user_id = ? FOR UPDATE";
  private static final String ERASED =
      "SELECT erased_version FROM badge_owner WHERE user_id = ? FOR UPDATE";

  private Owners() {}

  private record Known(Instant at, long offset) {
    static Known of(Row row) {
      var at = row.getLocalDateTime(0);
      return new Known(at == null ? null : at.toInstant(ZoneOffset.UTC), row.getLong(1));
    }
  }

  /** The user's lock: only its holder changes the user's badges. */
  static Uni<Void> take(Transaction tx, UserId user) {
    return tx.update(TAKE, user.value()).replaceWithVoid();
  }

  /**
   * Notes what the platform published; returns whether it is newer than what was known, and removes
   * the user.
   */
  public static Uni<Boolean> removes(Transaction tx, UserChange change) {
    return change.removed()
        ? take(tx, change.user()).chain(() -> apply(tx, change))
        : tx.select(HAD_TOMBSTONE, change.user().value())
            .chain(rows -> rows.size() == 0 ? Uni.createFrom().item(false) : apply(tx, change));
  }

  private static Uni<Boolean> apply(Transaction tx, UserChange change) {
    int user = change.user().value();
    return tx.select(KNOWN, user)
        .map(rows -> Known.of(rows.iterator().next()))
        .chain(
            known ->
                change.replaces(known.at(), known.offset())
                    ? tx.update(
                            SAVE,
                            change.removed(),
                            change.timeAfter(known.at()),
                            change.offset(),
                            user)
                        .replaceWith(change.removed())
                    : Uni.createFrom().item(false));
  }

  /** Whether the platform removed the user; the user's lock must be held. */
  public static Uni<Boolean> isRemoved(Transaction tx, UserId user) {
    return tx.select(REMOVED, user.value())
        .map(rows -> Sql.first(rows, row -> row.getBoolean(0)).orElse(false));
  }

  /** The number above which a new badge's changes begin; the user's lock must be held. */
  static Uni<Long> erasedVersion(Transaction tx, UserId user) {
    return tx.select(ERASED, user.value())
        .map(rows -> Sql.first(rows, row -> row.getLong(0)).orElse(0L));
  }
}
