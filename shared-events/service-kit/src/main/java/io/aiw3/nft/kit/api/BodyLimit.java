package io.aiw3.nft.kit.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.kit.config.KitConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;

/**
 * Refuses a body that is too long before anything reads the request: 413 in the envelope, where
 * Quarkus' own limit ends the connection without an answer.
 *
 * <p>A length that is announced is judged by that. Other bodies are read here up to the limit and
 * handed on whole, so that no resource ever sees the beginning of one that turns out too long.
 */
@ApplicationScoped
class BodyLimit {
  private static final int AFTER_REQUEST_ID = -9_999;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final KitConfig.Http config;
  private final ObjectMapper json;
  private final Vertx vertx;

  BodyLimit(KitConfig config, ObjectMapper json, Vertx vertx) {
    this.config = config.http();
    this.json = json;
    this.vertx = vertx;
  }

  void register(@Observes Router router) {
    router.route().order(AFTER_REQUEST_ID).handler(this::judge);
  }

  private void judge(RoutingContext context) {
    HttpServerRequest request = context.request();
    long limit = limit(context.normalizedPath());
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if ("0".equals(length)) {
      context.next();
    } else if (length != null) {
      if (RequestBody.isLonger(length, limit)) {
        Remainder.discard(vertx, request);
        refuse(context, ErrorCode.PAYLOAD_TOO_LARGE, limit);
      } else {
        awaitEnd(context);
        context.next();
      }
    } else if (mayHaveBody(request)) {
      read(context, limit);
    } else {
      context.next();
    }
  }

  /** Who reads it waits as long as its caller likes: its connection is closed under it. */
  private void awaitEnd(RoutingContext context) {
    HttpServerRequest request = context.request();
    long timer =
        vertx.setTimer(
            TIMEOUT.toMillis(),
            late -> {
              if (!request.isEnded()) {
                request.connection().close();
              }
            });
    context.addEndHandler(end -> vertx.cancelTimer(timer));
  }

  /** Whether a body comes whose length is not announced. */
  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private long limit(String path) {
    return config.longerBodies().entrySet().stream()
        .filter(one -> path.equals(one.getKey()) || path.startsWith(one.getKey() + "/"))
        .mapToLong(one -> one.getValue().asLongValue())
        .findFirst()
        .orElse(config.longestBody().asLongValue());
  }

  private void read(RoutingContext context, long limit) {
    HttpServerRequest request = context.request();
    RequestBody.read(vertx, request, limit, TIMEOUT)
        .onSuccess(
            body -> {
              if (body.length() > 0) {
                ((RoutingContextInternal) context).setBody(body);
              }
              context.next();
            })
        .onFailure(
            failure -> {
              if (failure instanceof RequestBody.Refused refused) {
                Remainder.discard(vertx, request);
                refuse(context, refused.code(), limit);
              }
            });
    request.resume();
  }

  private void refuse(RoutingContext context, ErrorCode code, long limit) {
    String message =
        code == ErrorCode.PAYLOAD_TOO_LARGE ? "The body is too large." : code.meaning();
    Map<String, Object> details = Map.of("limitBytes", limit);
    context
        .response()
        .setStatusCode(code.status())
        .putHeader(
            HttpHeaders.CONTENT_TYPE,
            Problem.isWanted(context) ? Problem.MEDIA_TYPE : "application/json;charset=UTF-8")
        .end(write(Faults.body(code, message, details, context)));
  }

  private String write(Object answer) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
