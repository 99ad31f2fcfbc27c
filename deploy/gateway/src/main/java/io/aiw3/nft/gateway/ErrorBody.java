package io.aiw3.nft.gateway;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** An error as the services write it: in their envelope, or as RFC 9457 has it. */
record ErrorBody(Refusal refusal, String requestId) {
  static final String PROBLEM = "application/problem+json";

  static boolean isProblemWanted(HttpServerRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(PROBLEM);
  }

  JsonObject problem() {
    return new JsonObject()
        .put("type", "urn:aiw3:error:" + refusal.code())
        .put("title", refusal.code().meaning())
        .put("status", refusal.code().status())
        .put("detail", refusal.code().meaning())
        .put("instance", "urn:aiw3:request:" + requestId)
        .put("code", refusal.code().name())
        .put("details", refusal.details())
        .put("requestId", requestId);
  }

  JsonObject envelope() {
    return new JsonObject()
        .put("success", false)
        .put(
            "error",
            new JsonObject()
                .put("code", refusal.code().name())
                .put("message", refusal.code().meaning())
                .put("details", refusal.details()))
        .put(
            "meta",
            new JsonObject()
                .put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("requestId", requestId));
  }
}
