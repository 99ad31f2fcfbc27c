package io.aiw3.nft.kit.api;

import java.util.Map;

/**
 * A fault that is reported to the caller. Subclasses carry typed fields and give them as details.
 */
public abstract class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;

  protected ApiException(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }

  /** What a program needs to act: values that Jackson can write. */
  public Map<String, Object> details() {
    return Map.of();
  }
}
