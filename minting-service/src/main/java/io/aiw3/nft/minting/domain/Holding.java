package io.aiw3.nft.minting.domain;

import io.aiw3.nft.contract.NftStatus;

/** Where an NFT is, and what that makes of its status. */
public enum Holding {
  HELD,
  ELSEWHERE,
  BURNED;

  /** What has happened to an NFT of this status that is there. */
  public Change change(NftStatus status) {
    return switch (this) {
      case BURNED -> status == NftStatus.BURNED ? Change.NONE : Change.BURN;
      case ELSEWHERE ->
          status == NftStatus.UNLOCKED || status == NftStatus.ACTIVE ? Change.LEAVE : Change.NONE;
      case HELD -> status == NftStatus.INACTIVE ? Change.RETURN : Change.NONE;
    };
  }

  /** A change of status. */
  public enum Change {
    NONE,
    LEAVE,
    RETURN,
    BURN
  }
}
