package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * Lets only calls with a genuine token on to what is not public. The services look again: the
 * gateway spares them the work, it does not take it over. A WebSocket may carry its token elsewhere
 * than in the header; then its service alone judges it.
 */
final class TokenFilter implements Filter {
  private static final String SCHEME = "Bearer ";
  private final Tokens tokens;

  TokenFilter(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    HttpServerRequest request = exchange.request();
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean elsewhere = header == null && exchange.route().webSocket();
    if (exchange.route().open() || elsewhere || !tokens.required()) {
      next.run();
    } else if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      refuse(exchange);
    } else if (!tokens.ready()) {
      exchange.fail(ErrorCode.DEPENDENCY_UNAVAILABLE);
    } else {
      request.pause();
      tokens
          .verify(header.substring(SCHEME.length()).strip())
          .onSuccess(
              subject -> {
                request.resume();
                exchange.subject(subject);
                next.run();
              })
          .onFailure(
              wrong -> {
                request.resume();
                refuse(exchange);
              });
    }
  }

  private static void refuse(Exchange exchange) {
    exchange.request().response().putHeader("WWW-Authenticate", "Bearer");
    exchange.fail(ErrorCode.UNAUTHORIZED);
  }
}
