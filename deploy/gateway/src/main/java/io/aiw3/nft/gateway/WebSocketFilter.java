package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.RequestId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Opens tunnels for WebSockets. The connection to the service never outlives the caller, whenever
 * the caller leaves: while it is made, while the service answers, in the tunnel.
 *
 * <p>The proxy's own tunnel neither slows a fast side down for a slow one nor passes on why the
 * service refused, so the gateway has this one.
 */
final class WebSocketFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(WebSocketFilter.class.getName());
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Vertx vertx;
  private final HttpClient client;
  private final Upstreams upstreams;
  private final Duration handshakeTimeout;
  private final Requests requests;

  /**
   * @param client apart from the one for requests: a tunnel keeps its connection
   * @param handshakeTimeout how long the service may take to answer the handshake
   */
  WebSocketFilter(
      Vertx vertx,
      HttpClient client,
      Upstreams upstreams,
      Duration handshakeTimeout,
      Requests requests) {
    this.vertx = vertx;
    this.client = client;
    this.upstreams = upstreams;
    this.handshakeTimeout = handshakeTimeout;
    this.requests = requests;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    if (!RoutingFilter.isUpgrade(exchange.request())) {
      return next.proceed();
    }
    exchange.request().pause();
    return upstreams
        .connect(client, exchange.route().service(), Duration.ZERO)
        .compose(upstream -> handshake(exchange, upstream))
        .recover(failure -> Future.failedFuture(unavailable(exchange, failure)));
  }

  private Future<Void> handshake(Exchange exchange, HttpClientRequest upstream) {
    HttpServerResponse response = exchange.request().response();
    if (exchange.isAbandoned()) {
      upstream.reset();
      return Future.failedFuture("the caller has left");
    }
    long timer = vertx.setTimer(handshakeTimeout.toMillis(), late -> upstream.reset());
    response.closeHandler(gone -> upstream.reset());
    copyHead(exchange.request(), upstream);
    // The end of an established tunnel is noticed by its sockets.
    upstream.exceptionHandler(
        ended -> LOG.log(Level.DEBUG, "tunnel ended path={0}", exchange.request().path()));
    return upstream
        .connect()
        .onComplete(end -> vertx.cancelTimer(timer))
        .compose(answer -> answered(exchange, upstream, answer));
  }

  private static void copyHead(HttpServerRequest request, HttpClientRequest upstream) {
    upstream.setMethod(HttpMethod.GET).setURI(request.uri());
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Host")) {
                upstream.headers().add(name, value);
              }
            });
    // Firefox sends "keep-alive, Upgrade", which some servers do not take.
    upstream.headers().set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
  }

  private Future<Void> answered(
      Exchange exchange, HttpClientRequest upstream, HttpClientResponse answer) {
    HttpServerResponse response = exchange.request().response();
    if (answer.statusCode() != SWITCHING_PROTOCOLS) {
      return refused(exchange, upstream, answer);
    }
    exchange.claim();
    response.setStatusCode(answer.statusCode());
    response.headers().addAll(answer.headers());
    response.headers().set(RequestId.HEADER, exchange.requestId());
    Tunnel tunnel = new Tunnel(vertx, answer.netSocket(), requests);
    return exchange
        .request()
        .toNetSocket()
        .onSuccess(tunnel::open)
        .onFailure(failure -> tunnel.close())
        .mapEmpty();
  }

  /** Why the service refuses is passed on; the connection is not used again. */
  private Future<Void> refused(
      Exchange exchange, HttpClientRequest upstream, HttpClientResponse answer) {
    long timer = vertx.setTimer(handshakeTimeout.toMillis(), late -> upstream.reset());
    return answer
        .body()
        .onComplete(end -> vertx.cancelTimer(timer))
        .compose(
            body -> {
              exchange.request().resume();
              answer.headers().remove(HttpHeaders.TRANSFER_ENCODING);
              answer.headers().remove(HttpHeaders.CONTENT_LENGTH);
              answer.headers().remove(HttpHeaders.CONNECTION);
              exchange.request().response().headers().addAll(answer.headers());
              String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
              exchange.answer(answer.statusCode(), type == null ? "text/plain" : type, body);
              return closed(upstream);
            });
  }

  private static Future<Void> closed(HttpClientRequest upstream) {
    upstream.connection().close();
    return Future.succeededFuture();
  }

  private static Throwable unavailable(Exchange exchange, Throwable failure) {
    exchange.request().resume();
    if (!exchange.isAbandoned()) {
      LOG.log(
          Level.WARNING,
          "service unavailable service={0} requestId={1} cause={2}",
          exchange.route().service(),
          exchange.requestId(),
          failure.toString());
    }
    return new Refusal(
        ErrorCode.DEPENDENCY_UNAVAILABLE,
        new JsonObject().put("service", exchange.route().service()));
  }
}
