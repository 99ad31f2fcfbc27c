package io.aiw3.nft.gateway;

import io.github.bucket4j.TimeMeter;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the gateway runs.
 *
 * @param host address to listen on
 * @param port 1 to 65535
 * @param metricsPort where Prometheus reads; 0: nowhere
 * @param drain how long requests under way may take once the gateway is to end
 * @param upstreams by service: the addresses of its replicas
 * @param corsOrigins origins of pages that may call the API
 * @param bodyLimit bytes of a request body
 * @param headTimeout how long a request's head may take to arrive
 * @param bodyTimeout how long a body may take to arrive
 * @param serviceIdle how long a service may say nothing to a request before it counts as away
 * @param partTimeout how long a part of a composed answer may take
 * @param partLimit bytes of a part of a composed answer
 * @param callerIdle how long a connection, a WebSocket too, may carry nothing before it is closed
 * @param tokens which tokens are genuine; empty: the services alone verify them
 * @param proxies which proxies before the gateway are believed
 * @param userLimit how often one user may call
 * @param addressLimit how often one address may call
 * @param console the web console; null: none is served
 */
record GatewaySettings(
    String host,
    int port,
    int metricsPort,
    Duration drain,
    Routes routes,
    Map<String, List<SocketAddress>> upstreams,
    Set<String> corsOrigins,
    int bodyLimit,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration serviceIdle,
    Duration partTimeout,
    int partLimit,
    Duration callerIdle,
    Optional<TokenSettings> tokens,
    TrustedProxies proxies,
    RateLimit userLimit,
    RateLimit addressLimit,
    ConsoleSettings console) {

  /**
   * From the environment: {@code GATEWAY_HOST}, {@code GATEWAY_PORT}, {@code GATEWAY_METRICS_PORT},
   * {@code GATEWAY_DRAIN_SECONDS}, {@code GATEWAY_ROUTES} (a file), {@code GATEWAY_CORS_ORIGINS},
   * {@code GATEWAY_BODY_LIMIT} (bytes), {@code GATEWAY_HEAD_SECONDS}, {@code GATEWAY_BODY_SECONDS},
   * {@code GATEWAY_SERVICE_IDLE_SECONDS}, {@code GATEWAY_PART_MILLIS}, {@code GATEWAY_PART_LIMIT}
   * (bytes), {@code GATEWAY_CALLER_IDLE_SECONDS}, {@code GATEWAY_JWT_KEYS} (a file or an address),
   * {@code GATEWAY_JWT_KEYS_SECONDS}, {@code GATEWAY_JWT_ALGORITHM}, {@code GATEWAY_JWT_ISSUER},
   * {@code GATEWAY_JWT_AUDIENCE}, {@code GATEWAY_USER_REQUESTS_PER_MINUTE}, {@code
   * GATEWAY_ADDRESS_REQUESTS_PER_MINUTE}, {@code GATEWAY_TRUSTED_PROXIES}, {@code
   * GATEWAY_FORWARDED_HEADER}, those of the console ({@link ConsoleSettings}), and for each service
   * of the routes its replicas' URLs with commas, such as {@code
   * BADGE_SERVICE_URL=http://10.0.0.4:8080,http://10.0.0.5:8080}.
   *
   * @throws IllegalArgumentException saying what to write instead
   */
  static GatewaySettings of(Map<String, String> environment) {
    String file = environment.getOrDefault("GATEWAY_ROUTES", "");
    Routes routes = file.isBlank() ? Routes.bundled() : Routes.read(Path.of(file));
    Map<String, List<SocketAddress>> upstreams = new HashMap<>();
    for (String service : routes.services()) {
      String name = service.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL";
      String urls = environment.getOrDefault(name, "");
      if (urls.isBlank()) {
        throw new IllegalArgumentException(
            name + " is missing; write the address of " + service + ", such as http://host:8080");
      }
      upstreams.put(service, list(urls).stream().map(url -> address(name, url)).toList());
    }
    return new GatewaySettings(
        environment.getOrDefault("GATEWAY_HOST", "0.0.0.0"),
        number(environment, "GATEWAY_PORT", 8080),
        number(environment, "GATEWAY_METRICS_PORT", 0),
        Duration.ofSeconds(number(environment, "GATEWAY_DRAIN_SECONDS", 25)),
        routes,
        Map.copyOf(upstreams),
        list(environment.getOrDefault("GATEWAY_CORS_ORIGINS", "")).stream()
            .collect(Collectors.toUnmodifiableSet()),
        number(environment, "GATEWAY_BODY_LIMIT", 64 * 1024),
        Duration.ofSeconds(number(environment, "GATEWAY_HEAD_SECONDS", 10)),
        Duration.ofSeconds(number(environment, "GATEWAY_BODY_SECONDS", 10)),
        Duration.ofSeconds(number(environment, "GATEWAY_SERVICE_IDLE_SECONDS", 30)),
        Duration.ofMillis(number(environment, "GATEWAY_PART_MILLIS", 3_000)),
        number(environment, "GATEWAY_PART_LIMIT", 1024 * 1024),
        Duration.ofSeconds(number(environment, "GATEWAY_CALLER_IDLE_SECONDS", 120)),
        tokens(environment),
        TrustedProxies.of(
            environment.getOrDefault("GATEWAY_TRUSTED_PROXIES", ""),
            environment.getOrDefault("GATEWAY_FORWARDED_HEADER", "X-Forwarded-For")),
        new RateLimit(
            number(environment, "GATEWAY_USER_REQUESTS_PER_MINUTE", 1_200),
            TimeMeter.SYSTEM_NANOTIME),
        new RateLimit(
            number(environment, "GATEWAY_ADDRESS_REQUESTS_PER_MINUTE", 60_000),
            TimeMeter.SYSTEM_NANOTIME),
        ConsoleSettings.of(environment));
  }

  private static Optional<TokenSettings> tokens(Map<String, String> environment) {
    String keys = environment.getOrDefault("GATEWAY_JWT_KEYS", "");
    if (keys.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new TokenSettings(
            KeyPlace.of(
                keys.strip(),
                Duration.ofSeconds(number(environment, "GATEWAY_JWT_KEYS_SECONDS", 30))),
            environment.getOrDefault("GATEWAY_JWT_ALGORITHM", "RS256"),
            environment.getOrDefault("GATEWAY_JWT_ISSUER", "https://aiw3.io"),
            environment.getOrDefault("GATEWAY_JWT_AUDIENCE", "aiw3-nft")));
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .toList();
  }

  private static SocketAddress address(String name, String url) {
    URI uri = URI.create(url);
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(name + ": write http://host:port instead of " + url);
    }
    return SocketAddress.inetSocketAddress(uri.getPort() < 0 ? 80 : uri.getPort(), uri.getHost());
  }

  private static int number(Map<String, String> environment, String name, int otherwise) {
    String value = environment.getOrDefault(name, "");
    try {
      return value.isBlank() ? otherwise : Integer.parseInt(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + ": write a whole number instead of " + value, e);
    }
  }
}
