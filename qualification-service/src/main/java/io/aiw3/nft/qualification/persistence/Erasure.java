package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What is deleted of a user whom the platform has removed. What stays, and why, is stated in the
 * data model's page: the ledger and who each trade counted for, and which tiers were issued.
 */
@ApplicationScoped
public class Erasure {
  private static final String APPLIED =
      "SELECT 1 FROM `user` WHERE id = ? AND announced_offset = ?";
  private static final String HISTORY = "DELETE FROM user_history WHERE user_id = ?";
  private static final String BADGES =
      "DELETE FROM badge WHERE user_id = ? AND state <> 'reserved'";
  private static final String PROFILE = "DELETE FROM user_profile WHERE user_id = ?";

  /**
   * Deletes the user's history, badges and consent to a public profile; nothing if a newer record
   * is known. A reserved badge belongs to an upgrade under way.
   *
   * @param offset of the tombstone
   * @return whether something was deleted that the user's standing depends on
   */
  public Uni<Boolean> of(Transaction tx, int user, long offset) {
    return tx.select(APPLIED, user, offset)
        .chain(
            applied ->
                applied.size() == 0
                    ? Uni.createFrom().item(false)
                    : tx.update(HISTORY, user)
                        .chain(() -> tx.update(PROFILE, user))
                        .chain(() -> tx.update(BADGES, user))
                        .map(badges -> badges > 0));
  }
}
