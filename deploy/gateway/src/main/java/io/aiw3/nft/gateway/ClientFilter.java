package io.aiw3.nft.gateway;

import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Finds out who calls, by address and by token, and forwards the address to the service. What a
 * caller that is no trusted proxy states about itself is dropped: the services trust the gateway.
 *
 * <p>No request is refused here: {@link TokenFilter} knows which need a token.
 */
final class ClientFilter implements Filter {
  private final TrustedProxies proxies;
  private final Tokens tokens;

  ClientFilter(TrustedProxies proxies, Tokens tokens) {
    this.proxies = proxies;
    this.tokens = tokens;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    HttpServerRequest request = exchange.request();
    MultiMap headers = request.headers();
    InetAddress peer = peer(request);
    InetAddress caller =
        proxies.caller(peer, headers.getAll(proxies.standard() ? "Forwarded" : "X-Forwarded-For"));
    exchange.client(
        new Client(caller, BearerToken.of(request).flatMap(tokens::subject).orElse(null)));
    String scheme = headers.get("X-Forwarded-Proto");
    boolean isForwarded = proxies.trusts(peer) && ("https".equals(scheme) || "http".equals(scheme));
    headers.remove("Forwarded");
    headers.remove("HTTP2-Settings"); // belongs to an upgrade that is not taken
    headers.set("X-Forwarded-For", exchange.client().text());
    headers.set("X-Forwarded-Proto", isForwarded ? scheme : request.scheme());
    String host = request.getHeader("Host");
    if (host != null) {
      headers.set("X-Forwarded-Host", host);
    }
    return next.proceed();
  }

  private static InetAddress peer(HttpServerRequest request) {
    try {
      return InetAddress.getByAddress(
          NetUtil.createByteArrayFromIpAddressString(request.remoteAddress().hostAddress()));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
