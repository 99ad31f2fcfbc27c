package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import java.util.Map;

/** Only who has no tiered NFT can claim one. */
class NftAlreadyHeldException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final int level;

  NftAlreadyHeldException(int level) {
    super(ErrorCode.NFT_ALREADY_HELD, "A tiered NFT is held already; higher levels are upgrades.");
    this.level = level;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("currentLevel", level);
  }
}
