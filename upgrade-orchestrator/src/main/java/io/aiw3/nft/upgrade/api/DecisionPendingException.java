package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;

/** Another request of the same user waits for what may be on its way. */
class DecisionPendingException extends ApiException {
  private static final long serialVersionUID = 1L;

  DecisionPendingException() {
    super(ErrorCode.RATE_LIMITED, "Another request of yours is being decided; try again then.");
  }
}
