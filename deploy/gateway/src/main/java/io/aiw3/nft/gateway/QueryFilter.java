package io.aiw3.nft.gateway;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses tokens in the address, on every path: addresses end in logs, in histories and in the
 * {@code Referer} of other sites. The refusal does not repeat the value.
 */
final class QueryFilter implements Filter {
  private static final Set<String> SECRETS =
      Set.of("access_token", "token", "id_token", "bearer", "jwt", "authorization");

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    for (String name : names(exchange.request().uri())) {
      if (SECRETS.contains(name.toLowerCase(Locale.ROOT).strip())) {
        throw refusal(
            "No token in the address: use the header Authorization, or on the WebSocket the"
                + " subprotocol bearer.<token>.");
      }
    }
    return next.proceed();
  }

  private static Set<String> names(String uri) {
    try {
      return new QueryStringDecoder(uri, StandardCharsets.UTF_8, true, Integer.MAX_VALUE)
          .parameters()
          .keySet();
    } catch (IllegalArgumentException e) {
      throw refusal("The query cannot be decoded.");
    }
  }

  private static Refusal refusal(String reason) {
    return Refusal.malformed("query", reason);
  }
}
