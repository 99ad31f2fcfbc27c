package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import java.util.Map;

/** Each tier is minted to a user once, even if the NFT was burned. */
class TierAlreadyIssuedException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final int level;

  TierAlreadyIssuedException(int level) {
    super(ErrorCode.TIER_ALREADY_ISSUED, "The NFT of this level was issued to you before.");
    this.level = level;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("targetLevel", level);
  }
}
