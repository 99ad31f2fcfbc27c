package io.aiw3.nft.gateway;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One event loop of the gateway: the HTTP server with its chain of filters. */
final class Gateway extends AbstractVerticle {
  private static final int WEB_SOCKET_CLOSE_SECONDS = 2;
  private static final String WEB_SOCKET_PROTOCOL = "aiw3.v1";

  private final GatewayConfig config;
  private final Filters all;
  private final Requests requests;
  private Filter filters;
  private Filter refusals;

  /**
   * @param all of which each event loop has a chain of its own
   * @param requests of all event loops
   */
  Gateway(GatewayConfig config, Filters all, Requests requests) {
    this.config = config;
    this.all = all;
    this.requests = requests;
  }

  @Override
  public void start(Promise<Void> started) {
    filters = all.chain(vertx);
    refusals = all.refusals();
    listen().onComplete(started);
  }

  private Future<Void> listen() {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(config.host())
            .setPort(config.port())
            .setHttp2ClearTextEnabled(false)
            .setTcpKeepAlive(true)
            // A caller that has vanished is still written to, by the pings of a tunnel's service.
            .setIdleTimeout(config.callerIdleSeconds())
            .setReadIdleTimeout(config.callerIdleSeconds())
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .addWebSocketSubProtocol(WEB_SOCKET_PROTOCOL)
            .setWebSocketClosingTimeout(WEB_SOCKET_CLOSE_SECONDS);
    Duration headTimeout = Duration.ofSeconds(config.headSeconds());
    return vertx
        .createHttpServer(options)
        .connectionHandler(
            connection -> StrictRequestDecoder.install(connection, options, headTimeout))
        .requestHandler(request -> handle(filters, request))
        .invalidRequestHandler(request -> handle(refusals, request))
        .listen()
        .mapEmpty();
  }

  /** Any failure in a filter ends here, in the one error answer. */
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
}
