package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Finds the route of the path; a path that leads nowhere ends here. */
final class RoutingFilter implements Filter {
  private final Routes routes;

  RoutingFilter(Routes routes) {
    this.routes = routes;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    HttpServerRequest request = exchange.request();
    if (!SafePath.isSafe(request.path())) {
      exchange.fail(ErrorCode.MALFORMED_REQUEST, new JsonObject().put("field", "path"));
      return;
    }
    Optional<Route> route =
        routes.find(request.path()).filter(found -> found.webSocket() || !isUpgrade(request));
    if (route.isEmpty()) {
      exchange.fail(ErrorCode.NOT_FOUND, new JsonObject().put("path", request.path()));
      return;
    }
    exchange.route(route.get());
    next.run();
  }

  /** Other upgrades, such as to clear-text HTTP/2, are simply not taken. */
  static boolean isUpgrade(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
  }
}
