package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.upgrade.domain.Eligibility;
import io.aiw3.nft.upgrade.domain.Shortfall;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** The user does not qualify; the details are v2's, what else is missing, and exact amounts. */
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
    amount(details, "required", shortfall.required());
    amount(details, "current", shortfall.current());
    amount(details, "shortfall", shortfall.shortfall());
    details.put("badgesRequired", shortfall.badgesRequired());
    details.put("badgesCollected", shortfall.badgesCollected());
    details.put("badgesMissing", shortfall.badgesMissing());
    details.put("currentLevel", shortfall.currentLevel());
    details.put("targetLevel", shortfall.targetLevel());
    return details;
  }

  /** With its exact text beside it: not every program reads ten decimals from a number. */
  private static void amount(Map<String, Object> details, String name, BigDecimal amount) {
    details.put(name, amount);
    details.put(name + "Text", ContractJson.text(amount));
  }
}
