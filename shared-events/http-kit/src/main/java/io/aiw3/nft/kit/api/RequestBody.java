package io.aiw3.nft.kit.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** A request's body, of which neither the length nor the arrival is unlimited. */
public final class RequestBody {
  private RequestBody() {}

  /** Whether a {@code Content-Length} exceeds the limit; one that is no number does. */
  public static boolean isLonger(String length, long limit) {
    try {
      return Long.parseLong(length.strip()) > limit;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /**
   * Reads the whole body. Fails with {@link Refused}, and with any other exception when the caller
   * leaves.
   */
  public static Future<Buffer> read(
      Vertx vertx, HttpServerRequest request, long limit, Duration timeout) {
    Promise<Buffer> read = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            timeout.toMillis(), late -> read.tryFail(new Refused(ErrorCode.REQUEST_TIMEOUT)));
    request.exceptionHandler(read::tryFail);
    request.handler(
        part -> {
          if (body.length() + part.length() <= limit) {
            body.appendBuffer(part);
          } else {
            read.tryFail(new Refused(ErrorCode.PAYLOAD_TOO_LARGE));
          }
        });
    request.endHandler(end -> read.tryComplete(body));
    return read.future().onComplete(end -> vertx.cancelTimer(timer));
  }

  /** Why a body is not read to its end; expected, so without a stack trace. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    Refused(ErrorCode code) {
      super(code.name(), null, false, false);
      this.code = code;
    }

    public ErrorCode code() {
      return code;
    }
  }
}
