package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The wallets of the platform's users, for what is minted without the orchestrator's command. */
public final class Wallets {
  private static final String LOCK_USER =
      "INSERT INTO user (id, platform_updated_at) VALUES (?1, '1970-01-01')"
          + " ON DUPLICATE KEY UPDATE id = id";
  private static final String WALLET =
      "SELECT COALESCE(wallet_address, '') FROM user WHERE id = ?1 AND NOT removed FOR UPDATE";

  private Wallets() {}

  /** Also taken by whoever records the user's wallet: nothing that waits for it misses it. */
  public static Uni<Void> lock(Transaction tx, UserId user) {
    return tx.update(LOCK_USER, user.value()).replaceWithVoid();
  }

  /** Empty while no wallet is linked. */
  public static Uni<Optional<String>> of(Transaction tx, UserId user) {
    return tx.session()
        .createNativeQuery(WALLET, String.class)
        .setParameter(1, user.value())
        .getResultList()
        .map(wallets -> wallets.stream().filter(wallet -> !wallet.isEmpty()).findFirst());
  }
}
