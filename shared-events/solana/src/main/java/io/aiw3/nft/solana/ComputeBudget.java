package io.aiw3.nft.solana;

/**
 * What a transaction requests of the cluster, and offers for it.
 *
 * @param units compute units requested
 * @param microLamports offered for each
 */
public record ComputeBudget(int units, long microLamports) {
  private static final long MICRO = 1_000_000;

  /** Lamports on top of the fee for signatures, due for all units that are requested. */
  public long priorityFee() {
    return (units * microLamports + MICRO - 1) / MICRO;
  }
}
