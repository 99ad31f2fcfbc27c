package io.aiw3.nft.upgrade.api;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import java.util.Map;

/** The user has a claim or an upgrade under way. */
class OperationInProgressException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final String operationId;

  OperationInProgressException(String operationId) {
    super(ErrorCode.OPERATION_IN_PROGRESS, "A claim or an upgrade is under way already.");
    this.operationId = operationId;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("operationId", operationId);
  }
}
