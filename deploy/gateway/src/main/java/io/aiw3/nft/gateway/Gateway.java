package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One event loop of the gateway: the HTTP server with its chain of filters. */
final class Gateway extends AbstractVerticle {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int CONNECTIONS_PER_REPLICA = 64;
  private static final int WAITING_REQUESTS = 512;
  private static final int TUNNELS = 20_000;
  private static final int WEB_SOCKET_CLOSE_SECONDS = 2;
  private static final String WEB_SOCKET_PROTOCOL = "aiw3.v1";

  private final GatewaySettings settings;
  private final SharedAnswers healthAnswers;
  private final SharedAnswers documents;
  private final Requests requests;
  private Filter filters;
  private Filter refusals;

  /**
   * @param healthAnswers of all event loops
   * @param documents of all event loops
   * @param requests of all event loops
   */
  Gateway(
      GatewaySettings settings,
      SharedAnswers healthAnswers,
      SharedAnswers documents,
      Requests requests) {
    this.settings = settings;
    this.healthAnswers = healthAnswers;
    this.documents = documents;
    this.requests = requests;
  }

  @Override
  public void start(Promise<Void> started) {
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
                .setReadIdleTimeout(callerIdleSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS),
            new PoolOptions().setHttp1MaxSize(TUNNELS));
    Upstreams upstreams = new Upstreams(settings.upstreams());
    Tokens tokens = new Tokens(vertx, settings.tokens());
    RequestIdFilter ids = new RequestIdFilter();
    refusals = Filter.chain(List.of(ids, new InvalidRequestFilter()));
    filters =
        Filter.chain(
            List.of(
                ids,
                new CorsFilter(settings.corsOrigins()),
                new QueryFilter(),
                new LivenessFilter(),
                new ClientFilter(settings.proxies(), tokens),
                new RateLimitFilter(settings.userLimit(), settings.addressLimit()),
                new HealthFilter(client, upstreams, settings.routes().services(), healthAnswers),
                ConsoleFilter.of(settings.console()),
                new DocumentationFilter(client, upstreams, settings.routes(), documents),
                new RoutingFilter(settings.routes()),
                new TokenFilter(tokens),
                new ComposeFilter(
                    new Parts(client, upstreams, settings.partTimeout(), settings.partLimit())),
                new WebSocketFilter(vertx, tunnels, upstreams, settings.serviceIdle(), requests),
                new BodyFilter(vertx, settings.bodyLimit(), settings.bodyTimeout()),
                new ProxyFilter(client, upstreams, settings.serviceIdle())));
    tokens.start().compose(loaded -> listen()).onComplete(started);
  }

  private int callerIdleSeconds() {
    return Math.toIntExact(settings.callerIdle().toSeconds());
  }

  private Future<Void> listen() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setHttp2ClearTextEnabled(false)
            .setTcpKeepAlive(true)
            // A caller that has vanished is still written to, by the pings of a tunnel's service.
            .setIdleTimeout(callerIdleSeconds())
            .setReadIdleTimeout(callerIdleSeconds())
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .addWebSocketSubProtocol(WEB_SOCKET_PROTOCOL)
            .setWebSocketClosingTimeout(WEB_SOCKET_CLOSE_SECONDS);
    return vertx
        .createHttpServer(options)
        .connectionHandler(
            connection -> StrictRequestDecoder.install(connection, options, settings.headTimeout()))
        .requestHandler(request -> handle(filters, request))
        .invalidRequestHandler(request -> handle(refusals, request))
        .listen()
        .mapEmpty();
  }

  /** Whatever goes wrong in a filter ends here, in the one error answer. */
  private void handle(Filter filter, HttpServerRequest request) {
    Exchange exchange = new Exchange(vertx, request);
    Runnable ended = requests.begin(exchange);
    request
        .response()
        .endHandler(
            end -> {
              StrictRequestDecoder.answered(request.connection());
              ended.run();
            });
    if (requests.isEnding()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    Future.<Void>future(run -> filter.handle(exchange, Gateway::noFilterAnswers).onComplete(run))
        .onFailure(exchange::fail);
  }

  private static Future<Void> noFilterAnswers() {
    return Future.failedFuture(new IllegalStateException("the last filter answers"));
  }

  /** What could not be read as a request. */
  private static final class InvalidRequestFilter implements Filter {
    @Override
    public Future<Void> handle(Exchange exchange, Next next) {
      Throwable cause = exchange.request().decoderResult().cause();
      exchange.request().response().putHeader("Connection", "close");
      throw cause instanceof StrictRequestDecoder.HeadTimeoutException
          ? new Refusal(ErrorCode.REQUEST_TIMEOUT)
          : new Refusal(
              ErrorCode.MALFORMED_REQUEST,
              new JsonObject().put("reason", String.valueOf(cause.getMessage())));
    }
  }
}
