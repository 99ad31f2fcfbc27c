package io.aiw3.nft.kit.idempotency;

import io.aiw3.nft.kit.api.ApiException;
import io.aiw3.nft.kit.api.ErrorCode;
import java.util.Map;

/** The key was used for another body. */
public class IdempotencyKeyReusedException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final String key;

  IdempotencyKeyReusedException(String key) {
    super(
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        "This Idempotency-Key was used for another request; use a new one.");
    this.key = key;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("idempotencyKey", key);
  }
}
