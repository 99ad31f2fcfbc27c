package io.aiw3.nft.solana;

/** Lamports that an NFT's accounts must hold to be exempt from rent (solana.md §1). */
public record Rent(long mint, long tokenAccount, long metadata, long edition) {
  public static final int MINT_BYTES = 82;
  public static final int TOKEN_ACCOUNT_BYTES = 165;
  public static final int METADATA_BYTES = 607;
  public static final int EDITION_BYTES = 20;

  /** What the cluster adds to each account's own bytes. */
  private static final int OVERHEAD_BYTES = 128;

  /** At so many lamports a byte. */
  public static Rent at(long perByte) {
    return new Rent(
        of(MINT_BYTES, perByte),
        of(TOKEN_ACCOUNT_BYTES, perByte),
        of(METADATA_BYTES, perByte),
        of(EDITION_BYTES, perByte));
  }

  /** Of one account of so many bytes. */
  public static long of(int bytes, long perByte) {
    return (OVERHEAD_BYTES + bytes) * perByte;
  }

  public long sum() {
    return mint + tokenAccount + metadata + edition;
  }
}
