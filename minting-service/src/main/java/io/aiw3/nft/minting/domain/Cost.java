package io.aiw3.nft.minting.domain;

import io.aiw3.nft.solana.ComputeBudget;
import io.aiw3.nft.solana.Rent;

/**
 * What a transaction takes from the system wallet, in lamports (solana.md §1). What a burn brings
 * back is not counted.
 *
 * @param signatures the fee for signatures
 * @param priority the fee for its compute budget
 * @param rent of the accounts that it creates
 * @param metaplex the Token Metadata program's own fee
 */
public record Cost(long signatures, long priority, long rent, long metaplex) {
  /** Two sign: of a mint the wallet and the mint, of a burn the wallet and the owner. */
  public static final long SIGNATURES = 2 * 5_000L;

  public static final long METAPLEX_FEE = 10_000_000;

  public static Cost ofMint(Rent rent, ComputeBudget budget) {
    return new Cost(SIGNATURES, budget.priorityFee(), rent.sum(), METAPLEX_FEE);
  }

  public static Cost ofBurn(ComputeBudget budget) {
    return new Cost(SIGNATURES, budget.priorityFee(), 0, 0);
  }

  public long total() {
    return signatures + priority + rent + metaplex;
  }
}
