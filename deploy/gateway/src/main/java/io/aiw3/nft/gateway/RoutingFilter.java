package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the route of the path; a path that leads nowhere ends here. */
final class RoutingFilter implements Filter {
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  private final Routes routes;

  RoutingFilter(Routes routes) {
    this.routes = routes;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    HttpServerRequest request = exchange.request();
    if (!SafePath.isSafe(request.path())) {
      throw Refusal.malformed("path", "could be read in two ways");
    }
    if (!METHODS.contains(request.method())) {
      request
          .response()
          .putHeader(
              "Allow",
              METHODS.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", ")));
      throw new Refusal(ErrorCode.METHOD_NOT_ALLOWED);
    }
    Optional<Route> route =
        routes.find(request.path()).filter(found -> found.webSocket() || !isUpgrade(request));
    if (route.isEmpty()) {
      throw new Refusal(ErrorCode.NOT_FOUND, new JsonObject().put("path", request.path()));
    }
    if (isUpgrade(request)) {
      Handshake.check(exchange);
    }
    exchange.route(route.get());
    return next.proceed();
  }

  static boolean isKnown(HttpMethod method) {
    return METHODS.contains(method);
  }

  /** Other upgrades, such as to clear-text HTTP/2, are simply not taken. */
  static boolean isUpgrade(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.UPGRADE, "websocket", true);
  }
}
