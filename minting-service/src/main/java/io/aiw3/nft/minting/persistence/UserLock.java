package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;

/**
 * Serializes what is published about one user, so that it is published in the order of commits.
 * Also taken when the user's wallet is recorded: nothing that waits for it misses it.
 */
public final class UserLock {
  /** The platform's record may come later than the user's first NFT. */
  private static final String LOCK =
      "INSERT INTO user (id, platform_updated_at) VALUES (?, '1970-01-01')"
          + " ON DUPLICATE KEY UPDATE id = id";

  private UserLock() {}

  public static Uni<Void> take(Transaction tx, UserId user) {
    return tx.update(LOCK, user.value()).replaceWithVoid();
  }
}
