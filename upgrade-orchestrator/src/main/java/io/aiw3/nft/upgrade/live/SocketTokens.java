package io.aiw3.nft.upgrade.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;
import java.util.Optional;

/**
 * Browsers cannot set headers on a WebSocket. Their token may come as {@code ?access_token=}, or as
 * the subprotocol {@code bearer.<token>} beside {@code aiw3.v1}; it is then verified like any
 * other.
 */
@ApplicationScoped
class SocketTokens {
  private static final int BEFORE_AUTHENTICATION = -10_001;
  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String PREFIX = "bearer.";

  void register(@Observes Router router) {
    router.route(EventSocket.PATH).order(BEFORE_AUTHENTICATION).handler(SocketTokens::carry);
  }

  private static void carry(RoutingContext context) {
    if (!context.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
      token(context)
          .ifPresent(
              token ->
                  context.request().headers().set(HttpHeaders.AUTHORIZATION, "Bearer " + token));
    }
    context.next();
  }

  private static Optional<String> token(RoutingContext context) {
    String query = context.request().getParam("access_token");
    if (query != null) {
      return Optional.of(query);
    }
    String offered = context.request().getHeader(SUBPROTOCOLS);
    return offered == null
        ? Optional.empty()
        : Arrays.stream(offered.split(",", -1))
            .map(String::strip)
            .filter(protocol -> protocol.startsWith(PREFIX))
            .map(protocol -> protocol.substring(PREFIX.length()))
            .findFirst();
  }
}
