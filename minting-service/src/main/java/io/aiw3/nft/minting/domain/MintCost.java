package io.aiw3.nft.minting.domain;

/** What a mint takes from the system wallet, in lamports (solana.md §1). */
public final class MintCost {
  /** Mint, token account, metadata with Metaplex's fee, and edition. */
  private static final long ACCOUNTS = 1_461_600L + 2_039_280 + 15_115_600 + 1_030_080;

  /** The wallet and the mint sign. */
  private static final long SIGNATURES = 2 * 5_000L;

  private static final long MICRO = 1_000_000;

  private MintCost() {}

  /**
   * @param units compute units asked for
   * @param microLamports offered for each
   */
  public static long of(int units, long microLamports) {
    return ACCOUNTS + SIGNATURES + (units * microLamports + MICRO - 1) / MICRO;
  }
}
