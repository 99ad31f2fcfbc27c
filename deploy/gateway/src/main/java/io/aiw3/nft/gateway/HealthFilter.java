package io.aiw3.nft.gateway;

import io.aiw3.nft.gateway.SharedAnswers.Answer;
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
 * that is ready. The services are polled once for all callers of a few seconds.
 */
final class HealthFilter implements Filter {
  private static final Duration READINESS_TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient client;
  private final Upstreams upstreams;
  private final Set<String> services;
  private final SharedAnswers answers;

  HealthFilter(
      HttpClient client, Upstreams upstreams, Set<String> services, SharedAnswers answers) {
    this.client = client;
    this.upstreams = upstreams;
    this.services = services;
    this.answers = answers;
  }

  @Override
  public Future<Void> handle(Exchange exchange, Next next) {
    if (!HttpMethod.GET.equals(exchange.request().method())
        || !"/health".equals(exchange.request().path())) {
      return next.proceed();
    }
    return answers.get("health", this::poll).<Void>map(exchange::answer);
  }

  private Future<Answer> poll() {
    List<Future<JsonObject>> checks = services.stream().map(this::check).toList();
    return Future.all(checks)
        .map(
            all -> {
              List<JsonObject> found = all.list();
              boolean up = found.stream().allMatch(one -> "UP".equals(one.getString("status")));
              JsonObject page =
                  new JsonObject()
                      .put("status", up ? "UP" : "DOWN")
                      .put("services", new JsonArray(new ArrayList<>(found)));
              return new Answer(up ? 200 : 503, Exchange.JSON, page.toBuffer());
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
            .setTimeout(READINESS_TIMEOUT.toMillis());
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
