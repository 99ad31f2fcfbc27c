package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.UserId;

/** Unique while a user's NFT of a tier exists or is on its way; competition NFTs have none. */
public final class TierKey {
  private TierKey() {}

  /**
   * @return null for a competition NFT, of which a user may hold any number
   */
  public static String of(UserId user, int level) {
    return level == Tier.COMPETITION_LEVEL ? null : user + ":" + level;
  }
}
