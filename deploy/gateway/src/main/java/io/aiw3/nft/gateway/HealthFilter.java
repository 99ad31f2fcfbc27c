package io.aiw3.nft.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code GET /health}: the readiness of every service on one page, 200 only when each has a replica
 * that is ready. {@code GET /health/live}: the gateway itself.
 */
final class HealthFilter implements Filter {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final HttpClient client;
  private final Upstreams upstreams;
  private final Set<String> services;

  HealthFilter(HttpClient client, Upstreams upstreams, Set<String> services) {
    this.client = client;
    this.upstreams = upstreams;
    this.services = services;
  }

  @Override
  public void handle(Exchange exchange, Runnable next) {
    boolean get = HttpMethod.GET.equals(exchange.request().method());
    if (get && "/health/live".equals(exchange.request().path())) {
      exchange.json(new JsonObject().put("status", "UP"));
    } else if (get && "/health".equals(exchange.request().path())) {
      answer(exchange);
    } else {
      next.run();
    }
  }

  private void answer(Exchange exchange) {
    List<Future<JsonObject>> checks = services.stream().map(this::check).toList();
    Future.all(checks)
        .onSuccess(
            all -> {
              List<JsonObject> found = all.list();
              boolean up = found.stream().allMatch(one -> "UP".equals(one.getString("status")));
              exchange.request().response().setStatusCode(up ? 200 : 503);
              exchange.json(
                  new JsonObject()
                      .put("status", up ? "UP" : "DOWN")
                      .put("services", new JsonArray(new ArrayList<>(found))));
            });
  }

  private Future<JsonObject> check(String service) {
    List<Future<Boolean>> replicas = upstreams.of(service).stream().map(this::isReady).toList();
    return Future.all(replicas)
        .map(
            all -> {
              List<Boolean> answers = all.list();
              long ready = answers.stream().filter(Boolean::booleanValue).count();
              return new JsonObject()
                  .put("name", service)
                  .put("status", ready > 0 ? "UP" : "DOWN")
                  .put("ready", ready)
                  .put("replicas", replicas.size());
            });
  }

  private Future<Boolean> isReady(SocketAddress replica) {
    RequestOptions options =
        new RequestOptions()
            .setHost(replica.host())
            .setPort(replica.port())
            .setURI("/q/health/ready")
            .setTimeout(LIMIT.toMillis());
    return client
        .request(options)
        .compose(request -> request.send())
        .compose(HealthFilter::isOk)
        .otherwise(false);
  }

  private static Future<Boolean> isOk(HttpClientResponse response) {
    return response.end().map(end -> response.statusCode() == 200);
  }
}
