package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.RequestBody;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Reads the body up to the limit before a service is bothered: neither a large nor a slow one gets
 * further.
 */
final class BodyFilter implements Filter {
  private final Vertx vertx;
  private final int limit;
  private final Duration timeout;

  BodyFilter(Vertx vertx, int limit, Duration timeout) {
    this.vertx = vertx;
    this.limit = limit;
    this.timeout = timeout;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    if (!exchange.announcesBody()) {
      return next.proceed();
    }
    HttpServerRequest request = exchange.request();
    int most = Math.max(limit, exchange.route().bodyLimit());
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null && RequestBody.isLonger(length, most)) {
      throw refusal(ErrorCode.PAYLOAD_TOO_LARGE, most);
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    request.headers().remove(HttpHeaders.EXPECT);
    return RequestBody.read(vertx, request, most, timeout)
        .recover(failure -> Future.failedFuture(named(failure, most)))
        .compose(
            body -> {
              exchange.body(body);
              return next.proceed();
            });
  }

  private static Throwable named(Throwable failure, int limit) {
    return failure instanceof RequestBody.Refused refused
        ? refusal(refused.code(), limit)
        : failure;
  }

  private static Refusal refusal(ErrorCode code, int limit) {
    return new Refusal(code, new JsonObject().put("limitBytes", limit));
  }
}
