package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/** {@code GET /health/live}: the gateway itself. Before the limits: a probe must not be refused. */
final class LivenessFilter implements Filter {
  private static final int OK = 200;

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    if (!HttpMethod.GET.equals(exchange.request().method())
        || !"/health/live".equals(exchange.request().path())) {
      return next.proceed();
    }
    exchange.answer(OK, new JsonObject().put("status", "UP"));
    return Future.succeededFuture();
  }
}
