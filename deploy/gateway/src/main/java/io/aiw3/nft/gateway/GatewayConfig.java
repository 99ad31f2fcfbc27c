package io.aiw3.nft.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the gateway runs, by environment variables: {@code gateway.body-limit} is {@code
 * GATEWAY_BODY_LIMIT}. The services' addresses are {@code <service>.url} ({@link Upstreams}).
 */
@ConfigMapping(prefix = "gateway")
public interface GatewayConfig {
  /** Address to listen on. */
  @WithDefault("0.0.0.0")
  String host();

  @WithDefault("8080")
  int port();

  /** Where Prometheus reads; 0: any port that is free. */
  @WithDefault("8090")
  int metricsPort();

  /** How long requests under way may take once the gateway is to end. */
  @WithDefault("25")
  int drainSeconds();

  /** A routes file instead of the bundled one. */
  Optional<Path> routes();

  /**
   * Origins of pages that may call the API, as browsers send them; {@code http://localhost:*} for
   * every port of this machine.
   */
  Optional<List<String>> corsOrigins();

  /** Bytes of a request body. */
  @WithDefault("65536")
  int bodyLimit();

  /** How long a request's head may take to arrive. */
  @WithDefault("10")
  int headSeconds();

  /** How long a body may take to arrive. */
  @WithDefault("10")
  int bodySeconds();

  /** How long a service may be silent on a request before it counts as unavailable. */
  @WithDefault("30")
  int serviceIdleSeconds();

  /** How long a part of a composed answer may take. */
  @WithDefault("3000")
  int partMillis();

  /** Bytes of a part of a composed answer. */
  @WithDefault("1048576")
  int partLimit();

  /** How long a connection, a WebSocket too, may carry nothing before it is closed. */
  @WithDefault("120")
  int callerIdleSeconds();

  /** How often one user may call; 0: no limit. */
  @WithDefault("1200")
  int userRequestsPerMinute();

  /** How often one address may call; 0: no limit. */
  @WithDefault("60000")
  int addressRequestsPerMinute();

  /** Which proxies before the gateway are believed ({@link TrustedProxies}). */
  Optional<String> trustedProxies();

  @WithDefault("X-Forwarded-For")
  String forwardedHeader();

  Jwt jwt();

  Console console();

  /** Which tokens are genuine. */
  interface Jwt {
    /** A file (PEM, JWKS) or the address of a JWKS; without it the services alone verify. */
    Optional<String> keys();

    /** How often an address is polled. */
    @WithDefault("30")
    int keysSeconds();

    /** RS256 or ES256. */
    @WithDefault("RS256")
    String algorithm();

    @WithDefault("https://aiw3.io")
    String issuer();

    @WithDefault("aiw3-nft")
    String audience();
  }

  /** The web console. */
  interface Console {
    /** What {@code deploy/console} builds; without it none is served. */
    Optional<Path> dir();

    Oidc oidc();

    /** Where its images may come from besides the gateway: the IPFS gateway. */
    Optional<List<String>> imageOrigins();

    /** Whether the suite runs on one machine, with {@code /local/} among its routes. */
    @WithDefault("false")
    boolean local();
  }

  /** Where the console's users sign in. */
  interface Oidc {
    Optional<String> authority();

    Optional<String> clientId();

    @WithDefault("openid")
    String scope();
  }
}
