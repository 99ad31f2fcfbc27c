package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
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
    if (length != null && isTooLarge(length, most)) {
      throw refusal(ErrorCode.PAYLOAD_TOO_LARGE, most);
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      request.response().writeContinue();
    }
    request.headers().remove(HttpHeaders.EXPECT);
    return read(request, most)
        .compose(
            body -> {
              exchange.body(body);
              return next.proceed();
            });
  }

  private static boolean isTooLarge(String length, int limit) {
    try {
      return Long.parseLong(length) > limit;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private Future<Buffer> read(HttpServerRequest request, int most) {
    Promise<Buffer> read = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            timeout.toMillis(), late -> read.tryFail(refusal(ErrorCode.REQUEST_TIMEOUT, most)));
    request.exceptionHandler(read::tryFail);
    request.handler(
        part -> {
          if (body.length() + part.length() <= most) {
            body.appendBuffer(part);
          } else {
            read.tryFail(refusal(ErrorCode.PAYLOAD_TOO_LARGE, most));
          }
        });
    request.endHandler(end -> read.tryComplete(body));
    return read.future().onComplete(end -> vertx.cancelTimer(timer));
  }

  private static Refusal refusal(ErrorCode code, int limit) {
    return new Refusal(code, new JsonObject().put("limitBytes", limit));
  }
}
