package io.aiw3.nft.kit.api;

import java.util.Map;

/** A value of the request is not allowed. */
public class InvalidRequestException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final String field;

  /**
   * @param field the name that the caller used
   * @param message what is wrong with it; also the reason beside the field
   */
  public InvalidRequestException(String field, String message) {
    super(ErrorCode.VALIDATION_FAILED, message);
    this.field = field;
  }

  @Override
  public Map<String, Object> details() {
    return Map.of("fields", Map.of(field, getMessage()));
  }
}
