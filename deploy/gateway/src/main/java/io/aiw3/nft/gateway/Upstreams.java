package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;

/** The addresses of the services; a service's replicas are called in turn. */
final class Upstreams {
  private final Map<String, List<SocketAddress>> addresses;
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

  Upstreams(Map<String, List<SocketAddress>> addresses) {
    this.addresses = Map.copyOf(addresses);
  }

  /**
   * As the settings have them: for each service of the routes the URLs of its replicas with commas,
   * such as {@code BADGE_SERVICE_URL=http://10.0.0.4:8080,http://10.0.0.5:8080}.
   *
   * @throws IllegalArgumentException saying what to write instead
   */
  static Upstreams of(Routes routes, Config config) {
    Map<String, List<SocketAddress>> upstreams = new HashMap<>();
    for (String service : routes.services()) {
      String variable = service.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
      List<String> urls =
          Texts.of(
              config
                  .getOptionalValue(service + ".url", String.class)
                  .map(value -> List.of(value.split(",", -1))));
      if (urls.isEmpty()) {
        throw new IllegalArgumentException(
            variable
                + " is missing; write the address of "
                + service
                + ", such as http://host:8080");
      }
      upstreams.put(service, urls.stream().map(url -> address(variable, url)).toList());
    }
    return new Upstreams(upstreams);
  }

  private static SocketAddress address(String variable, String url) {
    URI uri = URI.create(url);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(variable + ": write http://host:port instead of " + url);
    }
    return SocketAddress.inetSocketAddress(uri.getPort() < 0 ? 80 : uri.getPort(), uri.getHost());
  }

  List<SocketAddress> of(String service) {
    return addresses.getOrDefault(service, List.of());
  }

  /**
   * A request on an open connection to the service. A replica that cannot be reached is passed
   * over: nothing has been sent yet.
   */
  Future<HttpClientRequest> connect(HttpClient client, String service, Duration idle) {
    List<SocketAddress> replicas = of(service);
    if (replicas.isEmpty()) {
      return Future.failedFuture("no address is known for " + service);
    }
    int first =
        turns
            .computeIfAbsent(service, name -> new AtomicInteger())
            .getAndUpdate(turn -> (turn + 1) % replicas.size());
    return connect(client, replicas, first, replicas.size(), idle);
  }

  private static Future<HttpClientRequest> connect(
      HttpClient client, List<SocketAddress> replicas, int turn, int left, Duration idle) {
    SocketAddress replica = replicas.get(turn % replicas.size());
    RequestOptions options =
        new RequestOptions()
            .setHost(replica.host())
            .setPort(replica.port())
            .setIdleTimeout(idle.toMillis());
    return client
        .request(options)
        .recover(
            unavailable ->
                left == 1
                    ? Future.failedFuture(unavailable)
                    : connect(client, replicas, turn + 1, left - 1, idle));
  }
}
