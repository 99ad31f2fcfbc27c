package io.aiw3.nft.minting.persistence.award;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** One mint for each badge that a user was awarded. */
public final class BadgeMintRows {
  private static final String ADD =
      "INSERT IGNORE INTO badge_mint (badge_identifier, user_id, badge, request_id, state)"
          + " VALUES (?, ?, ?, ?, 'waiting_for_wallet')";
  private static final String QUEUED =
      "UPDATE badge_mint SET state = 'queued', updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE request_id = ? AND state = 'waiting_for_wallet'";
  private static final String WAITING =
      "SELECT request_id FROM badge_mint"
          + " WHERE user_id = ? AND state = 'waiting_for_wallet' FOR UPDATE";

  private BadgeMintRows() {}

  /** Returns whether it was added; there is one for this badge of this user otherwise. */
  public static Uni<Boolean> add(
      Transaction tx, String identifier, UserId user, String badge, String requestId) {
    return tx.update(ADD, identifier, user.value(), badge, requestId).map(count -> count > 0);
  }

  /** It no longer waits for the user's wallet. */
  public static Uni<Void> queued(Transaction tx, String requestId) {
    return tx.update(QUEUED, requestId).replaceWithVoid();
  }

  /** The requests that wait for the user's wallet; locked. */
  public static Uni<List<String>> waiting(Transaction tx, UserId user) {
    return tx.select(WAITING, user.value()).map(rows -> Sql.list(rows, row -> row.getString(0)));
  }
}
