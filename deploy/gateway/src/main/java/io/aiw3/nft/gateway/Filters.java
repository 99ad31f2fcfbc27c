package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The chain that every request passes: what it needs is shared, its connections are not. */
@Singleton
final class Filters {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int CONNECTIONS_PER_REPLICA = 64;
  private static final int WAITING_REQUESTS = 512;
  private static final int TUNNELS = 20_000;

  private final GatewayConfig config;
  private final Routes routes;
  private final Upstreams upstreams;
  private final Requests requests;
  private final Tokens tokens;
  private final TrustedProxies proxies;
  private final RateLimit users;
  private final RateLimit addresses;
  private final Origins origins;
  private final Filter console;
  private final SharedAnswers healthAnswers = new SharedAnswers(Duration.ofSeconds(2));
  private final SharedAnswers documents = new SharedAnswers(Duration.ofSeconds(10));

  Filters(
      GatewayConfig config, Routes routes, Upstreams upstreams, Tokens tokens, Requests requests) {
    this.config = config;
    this.routes = routes;
    this.upstreams = upstreams;
    this.tokens = tokens;
    this.requests = requests;
    proxies = TrustedProxies.of(config.trustedProxies().orElse(""), config.forwardedHeader());
    users = new RateLimit(config.userRequestsPerMinute(), TimeMeter.SYSTEM_NANOTIME);
    addresses = new RateLimit(config.addressRequestsPerMinute(), TimeMeter.SYSTEM_NANOTIME);
    origins = new Origins(Texts.of(config.corsOrigins()));
    console = ConsoleFilter.of(ConsoleSettings.of(config.console()));
  }

  /** For the requests of one event loop, on which this is called. */
  Filter chain(Vertx vertx) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setMaxWaitQueueSize(WAITING_REQUESTS)
            .setTcpKeepAlive(true)
            .setKeepAliveTimeout(30);
    HttpClient client =
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_REPLICA));
    HttpClient tunnels =
        vertx.createHttpClient(
            new HttpClientOptions(options)
                .setReadIdleTimeout(config.callerIdleSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS),
            new PoolOptions().setHttp1MaxSize(TUNNELS));
    Duration serviceIdle = Duration.ofSeconds(config.serviceIdleSeconds());
    return Filter.chain(
        List.of(
            new RequestIdFilter(),
            new CorsFilter(origins),
            new QueryFilter(),
            new LivenessFilter(),
            new ClientFilter(proxies, tokens),
            new RateLimitFilter(users, addresses),
            new HealthFilter(client, upstreams, routes.services(), healthAnswers),
            console,
            DocumentationFilter.of(client, upstreams, routes, documents),
            new RoutingFilter(routes),
            new TokenFilter(tokens),
            new ComposeFilter(
                new Parts(
                    client, upstreams, Duration.ofMillis(config.partMillis()), config.partLimit())),
            new WebSocketFilter(vertx, tunnels, upstreams, serviceIdle, requests),
            new BodyFilter(vertx, config.bodyLimit(), Duration.ofSeconds(config.bodySeconds())),
            new ProxyFilter(client, upstreams, serviceIdle)));
  }

  /** For what could not be read as a request. */
  Filter refusals() {
    return Filter.chain(List.of(new RequestIdFilter(), new InvalidRequestFilter()));
  }

  private static final class InvalidRequestFilter implements Filter {
    @Override
    public Future<Void> handle(Exchange exchange, Next next) {
      Throwable cause = exchange.request().decoderResult().cause();
      exchange.request().response().putHeader("Connection", "close");
      throw cause instanceof StrictRequestDecoder.HeadTimeoutException
          ? new Refusal(ErrorCode.REQUEST_TIMEOUT)
          : Refusal.malformed("request", "is not HTTP that has one reading");
    }
  }
}
