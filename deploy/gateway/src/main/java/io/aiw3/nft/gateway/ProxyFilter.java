package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.api.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
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
   * @param idle how long a service may say nothing before it counts as unavailable
   */
  ProxyFilter(HttpClient client, Upstreams upstreams, Duration idle) {
    this.client = client;
    this.upstreams = upstreams;
    this.idle = idle;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    exchange.claim();
    HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
        .origin(context -> connect(exchange))
        .addInterceptor(new Interceptor(exchange))
        .handle(exchange.request());
    return Future.succeededFuture();
  }

  /** The proxy lets go of a caller who leaves later, not of one who has left by now. */
  private Future<HttpClientRequest> connect(Exchange exchange) {
    return upstreams
        .connect(client, exchange.route().service(), idle)
        .compose(
            request -> {
              if (exchange.isAbandoned()) {
                request.reset();
                return Future.failedFuture("the caller has left");
              }
              return Future.succeededFuture(request);
            });
  }

  private record Interceptor(Exchange exchange) implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      Buffer body = exchange.body();
      context.request().setBody(body == null ? null : Body.body(body));
      return context
          .sendRequest()
          .recover(failure -> Future.succeededFuture(unavailable(context, failure)));
    }

    private ProxyResponse unavailable(ProxyContext context, Throwable failure) {
      if (!exchange.isAbandoned()) {
        LOG.log(
            Level.WARNING,
            "service unavailable service={0} requestId={1} cause={2}",
            exchange.route().service(),
            exchange.requestId(),
            failure.toString());
      }
      Refusal refusal =
          new Refusal(
              ErrorCode.DEPENDENCY_UNAVAILABLE,
              new JsonObject().put("service", exchange.route().service()));
      return context
          .request()
          .response()
          .setStatusCode(refusal.code().status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Exchange.JSON)
          .putHeader("Retry-After", Exchange.RETRY_AFTER_SECONDS)
          .setBody(Body.body(new ErrorBody(refusal, exchange.requestId()).envelope()));
    }
  }
}
