package io.aiw3.nft.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One request on its way through the filters. Used by one event loop only. */
final class Exchange {
  static final String REQUEST_ID = "X-Request-ID";
  static final String RETRY_AFTER_SECONDS = "2";

  private final HttpServerRequest request;
  private String requestId = "";
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

  void fail(Fault fault) {
    fail(fault, new JsonObject());
  }

  /** Ends the exchange in the services' error envelope, unless an answer is under way already. */
  void fail(Fault fault, JsonObject details) {
    HttpServerResponse response = request.response();
    if (response.headWritten() || response.closed()) {
      request.connection().close();
      return;
    }
    if (fault == Fault.SERVICE_UNAVAILABLE) {
      response.putHeader("Retry-After", RETRY_AFTER_SECONDS);
    }
    response.setStatusCode(fault.status());
    json(envelope(fault, details));
  }

  void json(JsonObject answer) {
    request.response().putHeader("Content-Type", "application/json").end(answer.toBuffer());
  }

  JsonObject envelope(Fault fault, JsonObject details) {
    return new JsonObject()
        .put("success", false)
        .put(
            "error",
            new JsonObject()
                .put("code", fault.name())
                .put("message", fault.message())
                .put("details", details))
        .put(
            "meta",
            new JsonObject()
                .put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("requestId", requestId));
  }
}
