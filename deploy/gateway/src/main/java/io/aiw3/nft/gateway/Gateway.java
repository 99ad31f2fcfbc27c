package io.aiw3.nft.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One event loop of the gateway: the HTTP server with its chain of filters. */
final class Gateway extends AbstractVerticle {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int CONNECTIONS_PER_REPLICA = 64;
  private static final int WAITING_REQUESTS = 512;
  private static final int TUNNELS = 20_000;

  private final GatewaySettings settings;
  private Filter filters;

  Gateway(GatewaySettings settings) {
    this.settings = settings;
  }

  @Override
  public void start(Promise<Void> started) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout(CONNECT_MILLIS)
            .setMaxWaitQueueSize(WAITING_REQUESTS)
            .setKeepAliveTimeout(30);
    HttpClient client =
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_REPLICA));
    HttpClient tunnels =
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(TUNNELS));
    Upstreams upstreams = new Upstreams(settings.upstreams());
    Tokens tokens = new Tokens(vertx, settings.tokens());
    filters =
        Filter.chain(
            List.of(
                new RequestIdFilter(),
                new ForwardedFilter(),
                new CorsFilter(settings.corsOrigins()),
                new HealthFilter(client, upstreams, settings.routes().services()),
                new RateLimitFilter(
                    settings.addressLimit(),
                    exchange -> exchange.request().remoteAddress().hostAddress()),
                new DocumentationFilter(client, upstreams, settings.routes()),
                new RoutingFilter(settings.routes()),
                new TokenFilter(tokens),
                new RateLimitFilter(settings.userLimit(), Exchange::subject),
                new WebSocketFilter(tunnels, upstreams),
                new BodyFilter(vertx, settings.bodyLimit(), settings.bodyPatience()),
                new ProxyFilter(client, upstreams, settings.serviceIdle())));
    tokens.start().compose(loaded -> listen()).onComplete(started);
  }

  private Future<Void> listen() {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(Math.toIntExact(settings.callerIdle().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS))
        .requestHandler(this::handle)
        .listen()
        .mapEmpty();
  }

  private void handle(HttpServerRequest request) {
    filters.handle(
        new Exchange(request),
        () -> {
          throw new IllegalStateException("the last filter answers");
        });
  }
}
