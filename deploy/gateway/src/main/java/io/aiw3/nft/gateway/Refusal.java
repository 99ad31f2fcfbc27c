package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.json.JsonObject;

/** A request ends with an error of the API; expected, so without a stack trace. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient JsonObject details;

  Refusal(ErrorCode code) {
    this(code, new JsonObject());
  }

  Refusal(ErrorCode code, JsonObject details) {
    super(code.name(), null, false, false);
    this.code = code;
    this.details = details;
  }

  ErrorCode code() {
    return code;
  }

  JsonObject details() {
    return details;
  }
}
