package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The addresses of the services; a service's replicas are called in turn. */
final class Upstreams {
  private final Map<String, List<SocketAddress>> addresses;
  private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

  Upstreams(Map<String, List<SocketAddress>> addresses) {
    this.addresses = Map.copyOf(addresses);
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
