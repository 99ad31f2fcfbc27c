package io.aiw3.nft.minting.persistence;

import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;

/**
 * The number of an NFT's newest change, which its events carry. Each statement that changes an NFT
 * raises it with {@link #NEXT}; read after that in the same transaction, it is that change's own.
 */
public final class NftVersion {
  /** In the SET clause of each change of {@code usernft} that is published. */
  public static final String NEXT = "version = version + 1";

  /** Of the mint. */
  public static final long FIRST = 1;

  private static final String READ = "SELECT version FROM usernft WHERE nft_mint_address = ?";

  private NftVersion() {}

  /** Of an NFT that this transaction has changed. */
  static Uni<Long> of(Transaction tx, String mint) {
    return tx.select(READ, mint).map(rows -> rows.iterator().next().getLong(0));
  }
}
