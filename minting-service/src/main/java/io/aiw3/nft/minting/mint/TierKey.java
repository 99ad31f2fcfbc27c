package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.UserId;

/**
 * What versions without entitlements keep unique in {@code chain_transaction}: written, and heeded,
 * while their replicas may still run.
 */
public final class TierKey {
  private TierKey() {}

  /**
   * @param level tiered: of competition NFTs a user may hold any number
   */
  public static String of(UserId user, int level) {
    return user + ":" + level;
  }
}
