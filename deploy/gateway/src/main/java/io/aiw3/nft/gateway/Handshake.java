package io.aiw3.nft.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What RFC 6455 (4.2.1) requires of a handshake; what is less reaches no service. */
final class Handshake {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private Handshake() {}

  /**
   * @throws Refusal 400
   */
  static void check(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    require(HttpMethod.GET.equals(request.method()), "method");
    require(request.version() == HttpVersion.HTTP_1_1, "version");
    require(!exchange.announcesBody(), "body");
    require(isOne(request, "Upgrade", "(?i)websocket"), "Upgrade");
    require(
        request.headers().getAll(HttpHeaders.CONNECTION).stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade")),
        "Connection");
    require(isOne(request, "Sec-WebSocket-Version", "13"), "Sec-WebSocket-Version");
    require(isOne(request, "Sec-WebSocket-Key", KEY.pattern()), "Sec-WebSocket-Key");
  }

  private static boolean isOne(HttpServerRequest request, String header, String pattern) {
    List<String> values = request.headers().getAll(header);
    return values.size() == 1 && values.get(0).strip().matches(pattern);
  }

  private static void require(boolean met, String field) {
    if (!met) {
      throw Refusal.malformed(field, "is not that of a WebSocket handshake");
    }
  }
}
