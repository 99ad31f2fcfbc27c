package io.aiw3.nft.minting.persistence.definition;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.Queue;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The table {@code badge_asset}: which badges' images and metadata are pinned, and whose turn it
 * is.
 */
@ApplicationScoped
public class BadgeAssets {
  private static final int LONGEST_ERROR = 500;

  private static final String WANT =
      "INSERT INTO badge_asset (badge, metadata_cid, image_cid, next_action_at) VALUES (?, ?, ?,"
          + " UTC_TIMESTAMP(3)) AS new ON DUPLICATE KEY UPDATE next_action_at ="
          + " IF(badge_asset.metadata_cid = new.metadata_cid AND (badge_asset.pinned_at IS NOT NULL"
          + " OR badge_asset.next_action_at IS NOT NULL), badge_asset.next_action_at,"
          + " new.next_action_at), attempts = IF(badge_asset.metadata_cid = new.metadata_cid,"
          + " badge_asset.attempts, 0), pinned_at = IF(badge_asset.metadata_cid = new.metadata_cid,"
          + " badge_asset.pinned_at, NULL), image_cid = new.image_cid,"
          + " metadata_cid = new.metadata_cid";
  private static final String DUE =
      "SELECT badge, metadata_cid, image_cid, attempts FROM badge_asset WHERE next_action_at <="
          + " UTC_TIMESTAMP(3) ORDER BY next_action_at LIMIT 1 FOR UPDATE SKIP LOCKED";
  private static final String LEASE =
      "UPDATE badge_asset SET next_action_at = UTC_TIMESTAMP(3) + INTERVAL 60 SECOND"
          + " WHERE badge = ?";
  private static final String PINNED =
      "UPDATE badge_asset SET pinned_at = UTC_TIMESTAMP(3), next_action_at = NULL, pinning_error ="
          + " NULL WHERE badge = ? AND metadata_cid = ?";
  private static final String FAILED =
      "UPDATE badge_asset SET attempts = attempts + 1, pinning_error = ?, next_action_at ="
          + " UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND WHERE badge = ? AND metadata_cid = ?";
  private static final String GONE =
      "UPDATE badge_asset SET next_action_at = NULL, pinning_error = NULL WHERE badge = ? AND"
          + " metadata_cid = ?";
  private final Transactions transactions;
  private final Statements statements;

  BadgeAssets(Transactions transactions, Statements statements) {
    this.transactions = transactions;
    this.statements = statements;
  }

  /**
   * One that is to be pinned.
   *
   * @param cid of the metadata
   * @param imageCid null: it has no image
   */
  public record Asset(String badge, String cid, String imageCid, int attempts) {}

  /**
   * It is to be pinned, unless it is. A replica of another release, whose catalogue names another
   * one, may have put it aside.
   */
  public Uni<Void> want(String badge, String cid, String imageCid) {
    return statements.update(WANT, badge, cid, imageCid).replaceWithVoid();
  }

  /** Takes one whose turn it is, for a minute; null if there is none. */
  public Uni<Asset> lease() {
    return transactions.run(
        tx ->
            tx.select(DUE)
                .map(rows -> rows.size() == 0 ? null : asset(rows.iterator().next()))
                .call(
                    due ->
                        due == null
                            ? Uni.createFrom().voidItem()
                            : tx.update(LEASE, due.badge()).replaceWithVoid()));
  }

  public Uni<Void> pinned(Asset asset) {
    return statements.update(PINNED, asset.badge(), asset.cid()).replaceWithVoid();
  }

  /** It is due again after {@code pause}; the others are not held back. */
  public Uni<Void> failed(Asset asset, String error, Duration pause) {
    return statements
        .update(
            FAILED,
            error.substring(0, Math.min(error.length(), LONGEST_ERROR)),
            Queue.micros(pause),
            asset.badge(),
            asset.cid())
        .replaceWithVoid();
  }

  /** The catalogue names another one by now. */
  public Uni<Void> gone(Asset asset) {
    return statements.update(GONE, asset.badge(), asset.cid()).replaceWithVoid();
  }

  private static Asset asset(Row row) {
    return new Asset(row.getString(0), row.getString(1), row.getString(2), row.getInteger(3));
  }
}
