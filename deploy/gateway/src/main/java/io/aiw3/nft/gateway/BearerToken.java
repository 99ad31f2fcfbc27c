package io.aiw3.nft.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Where a request has its token: in {@code Authorization}, or, as browsers cannot set headers on a
 * WebSocket, in the subprotocol {@code bearer.<token>} beside {@code aiw3.v1}.
 */
final class BearerToken {
  private static final String SCHEME = "Bearer ";
  private static final String SUBPROTOCOL = "bearer.";

  private BearerToken() {}

  static Optional<String> of(HttpServerRequest request) {
    List<String> headers = request.headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty()) {
      return RoutingFilter.isUpgrade(request) ? offered(request) : Optional.empty();
    }
    String header = headers.get(0);
    // Of two it is not known which one the service reads.
    return headers.size() == 1 && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private static Optional<String> offered(HttpServerRequest request) {
    List<String> tokens =
        request.headers().getAll("Sec-WebSocket-Protocol").stream()
            .flatMap(line -> List.of(line.split(",", -1)).stream())
            .map(String::strip)
            .filter(protocol -> protocol.startsWith(SUBPROTOCOL))
            .map(protocol -> protocol.substring(SUBPROTOCOL.length()))
            .toList();
    return tokens.size() == 1 ? Optional.of(tokens.get(0)) : Optional.empty();
  }
}
