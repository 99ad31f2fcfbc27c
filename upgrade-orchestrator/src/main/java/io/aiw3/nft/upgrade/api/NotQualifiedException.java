package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.upgrade.domain.Eligibility;
import io.aiw3.nft.upgrade.domain.Shortfall;
import java.util.LinkedHashMap;
import java.util.Map;

/** The user does not qualify; the details are v2's, and what else is missing. */
class NotQualifiedException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final transient Shortfall shortfall;

  NotQualifiedException(OperationKind kind, Eligibility.Lacking lacking) {
    super(
        kind == OperationKind.CLAIM ? ErrorCode.NFT_CLAIM_FAILED : ErrorCode.NFT_UPGRADE_FAILED,
        lacking.message());
    this.shortfall = lacking.shortfall();
  }

  @Override
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("required", shortfall.required());
    details.put("current", shortfall.current());
    details.put("shortfall", shortfall.shortfall());
    details.put("badgesRequired", shortfall.badgesRequired());
    details.put("badgesCollected", shortfall.badgesCollected());
    details.put("badgesMissing", shortfall.badgesMissing());
    details.put("currentLevel", shortfall.currentLevel());
    details.put("targetLevel", shortfall.targetLevel());
    return details;
  }
}
