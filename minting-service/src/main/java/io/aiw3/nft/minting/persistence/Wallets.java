package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The wallets of the platform's users, for what is minted without the orchestrator's command. */
public final class Wallets {
  private static final String WALLET =
      "SELECT COALESCE(wallet_address, '') FROM user WHERE id = ?1 AND NOT removed FOR UPDATE";

  private Wallets() {}

  /** Empty while no wallet is linked. */
  public static Uni<Optional<String>> of(Transaction tx, UserId user) {
    return tx.select(WALLET, user.value())
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> row.getString(0))
                    .filter(wallet -> !wallet.isEmpty())
                    .findFirst());
  }
}
