package io.aiw3.nft.history.reconcile;

/**
 * An NFT as one service stores it.
 *
 * @param mint its address
 * @param version of its newest change; 0 where the service knows none
 */
record NftRow(String mint, int user, int level, String status, long version) {
  /** Whether a reader knows what minting says; events of before there were versions have none. */
  boolean isLike(NftRow minted) {
    return user == minted.user
        && level == minted.level
        && status.equals(minted.status)
        && (version == minted.version || version == 0);
  }
}
