package io.aiw3.nft.kit.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;

/**
 * What is still to come of a request that has been answered. It is read and discarded for a while:
 * were the connection closed at once, the caller's unread bytes would reset it, and the answer
 * would be lost with it.
 */
public final class Remainder {
  private static final long MOST_BYTES = 4L << 20;
  private static final long LONGEST_MILLIS = 5_000;

  private long bytes;

  private Remainder() {}

  /** Reads on until the request ends; closes the connection of one that does not. */
  public static void discard(Vertx vertx, HttpServerRequest request) {
    discard(vertx, request, () -> {});
  }

  /** Reads on until the request ends, and closes the connection in any case. */
  public static void discardAndClose(Vertx vertx, HttpServerRequest request) {
    discard(vertx, request, () -> request.connection().close());
  }

  private static void discard(Vertx vertx, HttpServerRequest request, Runnable atEnd) {
    Remainder remainder = new Remainder();
    long timer = vertx.setTimer(LONGEST_MILLIS, late -> request.connection().close());
    request.exceptionHandler(gone -> vertx.cancelTimer(timer));
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          atEnd.run();
        });
    request.handler(
        part -> {
          remainder.bytes += part.length();
          if (remainder.bytes > MOST_BYTES && vertx.cancelTimer(timer)) {
            request.connection().close();
          }
        });
    request.resume();
  }
}
