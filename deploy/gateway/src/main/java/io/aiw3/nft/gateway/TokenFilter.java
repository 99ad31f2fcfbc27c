package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;

/**
 * Lets only calls with a genuine token on to what is not public. The services look again: the
 * gateway spares them the work, it does not take it over.
 *
 * <p>A WebSocket without one is accepted and closed with 4001: a browser shows its page no other
 * reason.
 */
final class TokenFilter implements Filter {
  private static final short REFUSED = 4001;
  private final Tokens tokens;

  TokenFilter(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    boolean known = exchange.client().subject() != null;
    if (exchange.route().open() || known || !tokens.required()) {
      return next.proceed();
    }
    if (!tokens.ready() && BearerToken.of(exchange.request()).isPresent()) {
      throw new Refusal(ErrorCode.DEPENDENCY_UNAVAILABLE);
    }
    if (RoutingFilter.isUpgrade(exchange.request())) {
      exchange.claim();
      return exchange
          .request()
          .toWebSocket()
          .compose(socket -> socket.close(REFUSED, "no valid token"));
    }
    exchange.request().response().putHeader("WWW-Authenticate", "Bearer");
    throw new Refusal(ErrorCode.UNAUTHORIZED);
  }
}
