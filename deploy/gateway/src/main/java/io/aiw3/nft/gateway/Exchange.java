package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One request on its way through the filters. Used by one event loop only. */
final class Exchange {
  static final String REQUEST_ID = "X-Request-ID";
  private static final String PROBLEM = "application/problem+json";
  static final String RETRY_AFTER_SECONDS = "2";

  private final HttpServerRequest request;
  private String requestId = "";
  private String subject;
  private Route route;
  private Buffer body;

  Exchange(HttpServerRequest request) {
    this.request = request;
  }

  HttpServerRequest request() {
    return request;
  }

  String requestId() {
    return requestId;
  }

  void requestId(String id) {
    requestId = id;
  }

  /** The caller's user id, or another subject; null while no token was verified. */
  String subject() {
    return subject;
  }

  void subject(String verified) {
    subject = verified;
  }

  /** Known to every filter behind {@link RoutingFilter}. */
  Route route() {
    return route;
  }

  void route(Route found) {
    route = found;
  }

  /** The whole body; null when the request has none. Known behind {@link BodyFilter}. */
  Buffer body() {
    return body;
  }

  void body(Buffer read) {
    body = read;
  }

  void fail(ErrorCode fault) {
    fail(fault, new JsonObject());
  }

  /** Ends the exchange in the services' error envelope, unless an answer is under way already. */
  void fail(ErrorCode fault, JsonObject details) {
    HttpServerResponse response = request.response();
    if (response.headWritten() || response.closed()) {
      request.connection().close();
      return;
    }
    if (fault == ErrorCode.DEPENDENCY_UNAVAILABLE) {
      response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    response.setStatusCode(fault.status());
    if (wantsProblem()) {
      response.putHeader("Content-Type", PROBLEM).end(problem(fault, details).toBuffer());
    } else {
      json(envelope(fault, details));
    }
  }

  private boolean wantsProblem() {
    String accept = request.getHeader("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(PROBLEM);
  }

  private JsonObject problem(ErrorCode fault, JsonObject details) {
    return new JsonObject()
        .put("type", "urn:aiw3:error:" + fault)
        .put("title", fault.meaning())
        .put("status", fault.status())
        .put("detail", fault.meaning())
        .put("instance", "urn:aiw3:request:" + requestId)
        .put("code", fault.name())
        .put("details", details)
        .put("requestId", requestId);
  }

  void json(JsonObject answer) {
    request.response().putHeader("Content-Type", "application/json").end(answer.toBuffer());
  }

  JsonObject envelope(ErrorCode fault, JsonObject details) {
    return new JsonObject()
        .put("success", false)
        .put(
            "error",
            new JsonObject()
                .put("code", fault.name())
                .put("message", fault.meaning())
                .put("details", details))
        .put(
            "meta",
            new JsonObject()
                .put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("requestId", requestId));
  }
}
