package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** Slows down who asks too often: 429 and when to come back. */
final class RateLimitFilter implements Filter {
  private final RateLimit limit;
  private final Function<Exchange, String> caller;

  /**
   * @param caller whom the request counts for; null for nobody
   */
  RateLimitFilter(RateLimit limit, Function<Exchange, String> caller) {
    this.limit = limit;
    this.caller = caller;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    String who = caller.apply(exchange);
    long seconds = who == null ? 0 : limit.take(who);
    if (seconds == 0) {
      next.run();
      return;
    }
    exchange.request().response().putHeader("Retry-After", Long.toString(seconds));
    exchange.fail(ErrorCode.RATE_LIMITED, new JsonObject().put("retryAfterSeconds", seconds));
  }
}
