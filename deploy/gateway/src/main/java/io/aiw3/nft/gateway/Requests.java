package io.aiw3.nft.gateway;

import io.aiw3.nft.kit.metrics.LatencyBuckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests under way and their latencies, under the names that the services use; WebSockets apart
 * from them, as {@code aiw3_gateway_tunnels}.
 */
@Singleton
final class Requests {
  private static final long CHECK_MILLIS = 20;

  private final MeterRegistry metrics;
  private final AtomicInteger underWay;
  private final AtomicInteger tunnels;
  private volatile boolean ending;

  Requests(MeterRegistry metrics) {
    this.metrics = metrics;
    underWay = metrics.gauge("http.server.active.requests", new AtomicInteger());
    tunnels = metrics.gauge("aiw3.gateway.tunnels", new AtomicInteger());
  }

  void tunnelOpened() {
    tunnels.incrementAndGet();
  }

  void tunnelClosed() {
    tunnels.decrementAndGet();
  }

  /** To be run once when the response has ended, or its connection. */
  Runnable begin(Exchange exchange) {
    if (RoutingFilter.isUpgrade(exchange.request())) {
      return () -> {};
    }
    long start = System.nanoTime();
    underWay.incrementAndGet();
    return () -> {
      underWay.decrementAndGet();
      record(exchange, System.nanoTime() - start);
    };
  }

  /** Whether the gateway ends: a caller's next request should come on a new connection. */
  boolean isEnding() {
    return ending;
  }

  int underWay() {
    return underWay.get();
  }

  /** Waits until no request is under way, but no longer than so. */
  void end(Duration longest) throws InterruptedException {
    ending = true;
    long until = System.nanoTime() + longest.toNanos();
    while (underWay.get() > 0 && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(CHECK_MILLIS);
    }
  }

  private void record(Exchange exchange, long nanos) {
    HttpServerRequest request = exchange.request();
    Route route = exchange.route();
    Timer.builder(LatencyBuckets.REQUESTS)
        .tag("method", RoutingFilter.isKnown(request.method()) ? request.method().name() : "OTHER")
        .tag("uri", route == null ? "none" : route.path().text())
        .tag("status", Integer.toString(request.response().getStatusCode()))
        .register(metrics)
        .record(nanos, TimeUnit.NANOSECONDS);
  }
}
