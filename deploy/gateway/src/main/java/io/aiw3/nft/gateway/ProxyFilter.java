package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Sends the request to its service and the answer back; the last of the filters. */
final class ProxyFilter implements Filter {
  private static final System.Logger LOG = System.getLogger(ProxyFilter.class.getName());

  private final HttpClient client;
  private final Upstreams upstreams;
  private final Duration idle;

  /**
   * @param idle how long a service may say nothing before it counts as away
   */
  ProxyFilter(HttpClient client, Upstreams upstreams, Duration idle) {
    this.client = client;
    this.upstreams = upstreams;
    this.idle = idle;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
        .origin(context -> upstreams.connect(client, exchange.route().service(), idle))
        .addInterceptor(new Interceptor(exchange))
        .handle(exchange.request());
  }

  private record Interceptor(Exchange exchange) implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      Buffer body = exchange.body();
      context.request().setBody(body == null ? null : Body.body(body));
      return context
          .sendRequest()
          .recover(failure -> Future.succeededFuture(away(context, failure)));
    }

    private ProxyResponse away(ProxyContext context, Throwable failure) {
      LOG.log(
          Level.WARNING,
          "service away service={0} requestId={1} cause={2}",
          exchange.route().service(),
          exchange.requestId(),
          failure.toString());
      JsonObject envelope =
          exchange.envelope(
              ErrorCode.DEPENDENCY_UNAVAILABLE,
              new JsonObject().put("service", exchange.route().service()));
      return context
          .request()
          .response()
          .setStatusCode(ErrorCode.DEPENDENCY_UNAVAILABLE.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader("Retry-After", Exchange.RETRY_AFTER_SECONDS)
          .setBody(Body.body(envelope.toBuffer()));
    }
  }
}
