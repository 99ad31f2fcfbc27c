package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** Lets pages of the configured origins call the API; without any, browsers let none. */
final class CorsFilter implements Filter {
  private static final int NO_CONTENT = 204;
  private final Origins origins;

  CorsFilter(Origins origins) {
    this.origins = origins;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    String origin = exchange.request().getHeader("Origin");
    if (origin == null || !origins.allow(origin)) {
      return next.proceed();
    }
    MultiMap headers = exchange.request().response().headers();
    headers.set("Access-Control-Allow-Origin", origin).set("Vary", "Origin");
    boolean preflight =
        HttpMethod.OPTIONS.equals(exchange.request().method())
            && exchange.request().getHeader("Access-Control-Request-Method") != null;
    if (!preflight) {
      headers.set("Access-Control-Expose-Headers", "X-Request-ID, Retry-After, Location");
      return next.proceed();
    }
    headers
        .set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
        .set(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, X-Request-ID, X-State-Version")
        .set("Access-Control-Max-Age", "3600");
    exchange.answer(NO_CONTENT, null, Buffer.buffer());
    return Future.succeededFuture();
  }
}
