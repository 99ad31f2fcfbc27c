package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.UserId;

/**
 * What versions without entitlements keep unique in {@code chain_transaction}: written, and heeded,
 * while their replicas may still run.
 */
public final class TierKey {
  private TierKey() {}

  /**
   * @return null for a competition NFT, of which a user may hold any number
   */
  public static String of(UserId user, int level) {
    return level == Tier.COMPETITION_LEVEL ? null : user + ":" + level;
  }
}
