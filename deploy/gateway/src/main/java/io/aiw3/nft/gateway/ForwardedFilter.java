package io.aiw3.nft.gateway;

import io.vertx.core.MultiMap;

/**
 * Tells the service who called. What the caller says about itself is dropped: the gateway is the
 * outermost one that the services trust.
 */
final class ForwardedFilter implements Filter {
  @Override
  public void handle(Exchange exchange, Runnable next) {
    MultiMap headers = exchange.request().headers();
    headers.remove("Forwarded");
    headers.remove("HTTP2-Settings"); // belongs to an upgrade that is not taken
    headers.set("X-Forwarded-For", exchange.request().remoteAddress().hostAddress());
    headers.set("X-Forwarded-Proto", exchange.request().scheme());
    String host = exchange.request().getHeader("Host");
    if (host != null) {
      headers.set("X-Forwarded-Host", host);
    }
    next.run();
  }
}
