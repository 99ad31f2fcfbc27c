package io.aiw3.nft.kit.api;

import java.util.Map;

/** The request conflicts with the present state. */
public class ConflictException extends ApiException {
  private static final long serialVersionUID = 1L;
  private final transient Map<String, Object> details;

  /**
   * @param code a code of status 409
   */
  public ConflictException(ErrorCode code, String message, Map<String, Object> details) {
    super(code, message);
    this.details = Map.copyOf(details);
  }

  @Override
  public Map<String, Object> details() {
    return details;
  }
}
