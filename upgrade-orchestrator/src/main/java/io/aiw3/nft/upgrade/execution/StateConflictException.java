package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import java.util.Map;

/** The operation is past, or not yet at, the point where this can be done. */
public class StateConflictException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final String operationId;
  private final String status;
  private final String state;

  StateConflictException(StoredSaga stored, String message) {
    super(ErrorCode.OPERATION_STATE_CONFLICT, message);
    this.operationId = stored.saga().id();
    this.status = stored.saga().status().wireName();
    this.state = stored.saga().state().wireName();
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("operationId", operationId, "status", status, "state", state);
  }
}
