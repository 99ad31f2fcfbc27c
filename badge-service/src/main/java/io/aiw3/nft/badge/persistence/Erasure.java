package io.aiw3.nft.badge.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;

/**
 * What is deleted of a user whom the platform has removed: progress, and badges with their history.
 * A badge that an upgrade has reserved stays until the upgrade ends. What stays, and why, is stated
 * in the data model's page.
 */
public final class Erasure {
  private static final String PROGRESS = "DELETE FROM task_progress WHERE user_id = ?";
  private static final String VERSION =
      "UPDATE badge_owner SET erased_version = GREATEST(erased_version, (SELECT"
          + " COALESCE(MAX(version), 0) FROM badge WHERE user_id = ?1 AND state <> 'reserved'))"
          + " WHERE user_id = ?1";
  private static final String BADGES =
      "DELETE FROM badge WHERE user_id = ? AND state <> 'reserved'";

  private Erasure() {}

  /** The user's lock must be held. */
  public static Uni<Void> of(Transaction tx, UserId user) {
    int id = user.value();
    return tx.update(PROGRESS, id)
        .chain(() -> tx.update(VERSION, id))
        .chain(() -> tx.update(BADGES, id))
        .replaceWithVoid();
  }

  /** An upgrade has ended: its badges are erased too, if its user is. */
  public static Uni<Void> afterUpgrade(Transaction tx, UserId user) {
    return Owners.isRemoved(tx, user)
        .chain(removed -> removed ? of(tx, user) : Uni.createFrom().voidItem());
  }
}
