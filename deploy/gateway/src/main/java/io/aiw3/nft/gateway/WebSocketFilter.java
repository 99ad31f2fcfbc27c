package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Tunnels WebSockets.
 *
 * <p>The proxy's own tunnel neither slows a fast side down for a slow one nor passes on why the
 * service refused, so the gateway has this one.
 */
final class WebSocketFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(WebSocketFilter.class.getName());

  private final HttpClient client;
  private final Upstreams upstreams;

  /**
   * @param client apart from the one for requests: a tunnel keeps its connection
   */
  WebSocketFilter(HttpClient client, Upstreams upstreams) {
    this.client = client;
    this.upstreams = upstreams;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    if (!RoutingFilter.isUpgrade(exchange.request())) {
      next.run();
      return;
    }
    HttpServerRequest request = exchange.request();
    request.pause();
    upstreams
        .connect(client, exchange.route().service(), Duration.ZERO)
        .compose(upstream -> knock(request, upstream))
        .onSuccess(answer -> connect(exchange, answer))
        .onFailure(failure -> away(exchange, failure));
  }

  private static Future<HttpClientResponse> knock(
      HttpServerRequest request, HttpClientRequest upstream) {
    upstream.setMethod(HttpMethod.GET).setURI(request.uri());
    // The end of an established tunnel is told to its sockets.
    upstream.exceptionHandler(
        ended -> LOG.log(Level.DEBUG, "tunnel ended uri={0}", request.path()));
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
    return upstream.connect();
  }

  private static void connect(Exchange exchange, HttpClientResponse answer) {
    HttpServerResponse response = exchange.request().response();
    response.setStatusCode(answer.statusCode());
    response.headers().addAll(answer.headers());
    if (answer.statusCode() != 101) {
      response.headers().remove(HttpHeaders.TRANSFER_ENCODING);
      exchange.request().resume();
      answer.body().onSuccess(response::end).onFailure(failure -> away(exchange, failure));
      return;
    }
    response.headers().set(Exchange.REQUEST_ID, exchange.requestId());
    NetSocket service = answer.netSocket();
    service.pause();
    exchange
        .request()
        .toNetSocket()
        .onSuccess(caller -> tunnel(caller, service))
        .onFailure(failure -> service.close());
  }

  private static void tunnel(NetSocket caller, NetSocket service) {
    caller.pipeTo(service).onFailure(failure -> service.close());
    service.pipeTo(caller).onFailure(failure -> caller.close());
  }

  private static void away(Exchange exchange, Throwable failure) {
    LOG.log(
        Level.WARNING,
        "service away service={0} requestId={1} cause={2}",
        exchange.route().service(),
        exchange.requestId(),
        failure.toString());
    exchange.request().resume();
    exchange.fail(
        ErrorCode.DEPENDENCY_UNAVAILABLE,
        new JsonObject().put("service", exchange.route().service()));
  }
}
