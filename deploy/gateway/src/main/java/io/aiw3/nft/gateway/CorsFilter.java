package io.aiw3.nft.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** Lets pages of the configured origins call the API; without any, browsers let none. */
final class CorsFilter implements Filter {
  private final Set<String> origins;

  /**
   * @param origins such as {@code https://app.example.org}
   */
  CorsFilter(Set<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    String origin = exchange.request().getHeader("Origin");
    if (origin == null || !origins.contains(origin)) {
      next.run();
      return;
    }
    MultiMap headers = exchange.request().response().headers();
    headers.set("Access-Control-Allow-Origin", origin).set("Vary", "Origin");
    boolean preflight =
        HttpMethod.OPTIONS.equals(exchange.request().method())
            && exchange.request().getHeader("Access-Control-Request-Method") != null;
    if (!preflight) {
      headers.set("Access-Control-Expose-Headers", "X-Request-ID, Retry-After, Location");
      next.run();
      return;
    }
    headers
        .set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
        .set(
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, X-Request-ID")
        .set("Access-Control-Max-Age", "3600");
    exchange.request().response().setStatusCode(204).end();
  }
}
