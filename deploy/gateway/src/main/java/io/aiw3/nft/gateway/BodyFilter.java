package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
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
  private final Duration patience;

  BodyFilter(Vertx vertx, int limit, Duration patience) {
    this.vertx = vertx;
    this.limit = limit;
    this.patience = patience;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    HttpServerRequest request = exchange.request();
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    if (length == null && !chunked) {
      next.run();
    } else if (length != null && isTooLarge(length)) {
      refuse(exchange, ErrorCode.PAYLOAD_TOO_LARGE);
    } else {
      read(exchange, next);
    }
  }

  private boolean isTooLarge(String length) {
    try {
      return Long.parseLong(length) > limit;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private void read(Exchange exchange, Runnable next) {
    HttpServerRequest request = exchange.request();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(patience.toMillis(), late -> refuse(exchange, ErrorCode.REQUEST_TIMEOUT));
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
    request.handler(
        part -> {
          if (body.length() + part.length() > limit) {
            if (vertx.cancelTimer(timer)) {
              refuse(exchange, ErrorCode.PAYLOAD_TOO_LARGE);
            }
          } else {
            body.appendBuffer(part);
          }
        });
    request.endHandler(
        end -> {
          if (vertx.cancelTimer(timer)) {
            exchange.body(body);
            next.run();
          }
        });
  }

  /** The rest of the body is not awaited: the connection ends with the answer. */
  private void refuse(Exchange exchange, ErrorCode fault) {
    exchange.request().response().putHeader(HttpHeaders.CONNECTION, "close");
    exchange.fail(fault, new JsonObject().put("limitBytes", limit));
  }
}
