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

  /** Of a request that cannot be read: the part of it, and what is wrong, as services say it. */
  static Refusal malformed(String field, String reason) {
    return new Refusal(
        ErrorCode.MALFORMED_REQUEST,
        new JsonObject().put("fields", new JsonObject().put(field, reason)));
  }

  ErrorCode code() {
    return code;
  }

  JsonObject details() {
    return details;
  }
}
