package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Slows down who calls too often: 429 and when to come back. A genuine token counts for its user,
 * from any address; without one the address counts.
 */
final class RateLimitFilter implements Filter {
  private final RateLimit users;
  private final RateLimit addresses;

  RateLimitFilter(RateLimit users, RateLimit addresses) {
    this.users = users;
    this.addresses = addresses;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    Client client = exchange.client();
    long seconds =
        client.subject() == null ? addresses.take(client.network()) : users.take(client.subject());
    if (seconds == 0) {
      return next.proceed();
    }
    exchange.request().response().putHeader("Retry-After", Long.toString(seconds));
    throw new Refusal(ErrorCode.RATE_LIMITED, new JsonObject().put("retryAfterSeconds", seconds));
  }
}
