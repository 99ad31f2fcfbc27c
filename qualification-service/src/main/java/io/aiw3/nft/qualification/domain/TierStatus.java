package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.NftStatus;
import java.util.List;

/** How a tier appears on its user's page. */
public enum TierStatus {
  /** Something is missing for it. */
  LOCKED("locked"),
  /** A claim or an upgrade to it would be accepted now. */
  UNLOCKABLE("unlockable"),
  /** Held, benefits off. */
  UNLOCKED("unlocked"),
  /** Held, benefits on. */
  ACTIVE("active"),
  BURNED("burned"),
  /** It has left the user's wallet. */
  INACTIVE("inactive");

  private final String wireName;

  TierStatus(String wireName) {
    this.wireName = wireName;
  }

  /**
   * @param verdict whether a claim or an upgrade to the tier would be accepted now
   * @param nfts statuses of the NFTs of this tier that the user has or had, the newest first
   * @param issued whether the tier was minted to the user
   */
  public static TierStatus of(Verdict verdict, List<NftStatus> nfts, boolean issued) {
    if (nfts.contains(NftStatus.ACTIVE)) {
      return ACTIVE;
    }
    if (nfts.contains(NftStatus.UNLOCKED)) {
      return UNLOCKED;
    }
    if (verdict instanceof Verdict.Verified) {
      return UNLOCKABLE;
    }
    if (!nfts.isEmpty()) {
      return nfts.get(0) == NftStatus.BURNED ? BURNED : INACTIVE;
    }
    // An NFT that passed to another user is that user's: only the issue is left.
    return issued ? INACTIVE : LOCKED;
  }

  /** The name on the wire. */
  public String wireName() {
    return wireName;
  }
}
