package io.aiw3.nft.history.reconcile;

import java.util.Optional;

/**
 * An NFT that two services do not store alike.
 *
 * @param reader the schema that follows minting's events
 * @param minted null: minting does not know it
 * @param read null: the reader does not know it
 */
record NftDifference(Kind kind, String reader, NftRow minted, NftRow read) {
  /** What it means, and so what mends it. */
  enum Kind {
    /** The reader has not consumed the newest event: its lag, or its database went back in time. */
    READER_BEHIND,
    /** The reader knows an event that minting no longer does: minting's database went back. */
    MINTING_BEHIND,
    /** Of one version, and not the same. */
    CONTRADICTION
  }

  static final int TIERS = 5;

  /** Compares the rows of one NFT; either may be null, and not both. */
  static Optional<NftDifference> of(String reader, NftRow minted, NftRow read) {
    if (minted == null) {
      return Optional.of(new NftDifference(Kind.MINTING_BEHIND, reader, null, read));
    }
    if (read == null) {
      return Optional.of(new NftDifference(Kind.READER_BEHIND, reader, minted, null));
    }
    if (read.isLike(minted)) {
      return Optional.empty();
    }
    Kind kind =
        read.version() < minted.version()
            ? Kind.READER_BEHIND
            : read.version() > minted.version() ? Kind.MINTING_BEHIND : Kind.CONTRADICTION;
    return Optional.of(new NftDifference(kind, reader, minted, read));
  }

  @Override
  public String toString() {
    return "nft mint=%s reader=%s kind=%s minting=%s reader=%s"
        .formatted(
            (minted == null ? read : minted).mint(), reader, kind, state(minted), state(read));
  }

  private static String state(NftRow row) {
    return row == null
        ? "-"
        : "%s/user %d/level %d/version %d"
            .formatted(row.status(), row.user(), row.level(), row.version());
  }
}
