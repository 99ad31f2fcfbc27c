package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;

/** Steps in the life of an NFT. */
public final class History {
  private static final String INSERT =
      "INSERT INTO usernft_history (nft_mint_address, event, transaction_signature)"
          + " VALUES (?, ?, ?)";

  private History() {}

  public static Uni<Void> add(Transaction tx, String mint, String event, String signature) {
    return tx.update(INSERT, mint, event, signature).replaceWithVoid();
  }
}
