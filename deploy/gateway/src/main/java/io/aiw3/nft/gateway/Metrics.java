package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.metrics.LatencyBuckets;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** What Prometheus reads, on a port of its own: callers of the API have no business with it. */
final class Metrics {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final int NOT_FOUND = 404;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Requests requests;

  Metrics() {
    registry.config().meterFilter(new LatencyBuckets());
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    requests = new Requests(registry);
  }

  Requests requests() {
    return requests;
  }

  /**
   * @param port 0: nobody is served
   */
  Future<Void> listen(Vertx vertx, String host, int port) {
    return port == 0
        ? Future.succeededFuture()
        : vertx.createHttpServer().requestHandler(this::answer).listen(port, host).mapEmpty();
  }

  private void answer(HttpServerRequest request) {
    if (HttpMethod.GET.equals(request.method()) && "/metrics".equals(request.path())) {
      request.response().putHeader("Content-Type", TEXT).end(registry.scrape());
    } else {
      request.response().setStatusCode(NOT_FOUND).end();
    }
  }
}
