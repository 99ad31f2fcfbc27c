package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway process that gets SIGTERM, and what it has counted. */
class GracefulEndIT {
  private static final String PATH = "/api/v1/nft/status";
  private static final int LIMIT_SECONDS = 60;

  @TempDir private Path directory;
  private final BlockingQueue<HttpServerRequest> asked = new ArrayBlockingQueue<>(1);
  private Stage stage;
  private Process gateway;
  private int metrics;

  @BeforeEach
  void start() throws Exception {
    stage = Stage.serviceOnly(directory, asked::add);
    metrics = Stage.freePort();
    Map<String, String> environment = stage.environment(stage.port);
    environment.put("GATEWAY_METRICS_PORT", Integer.toString(metrics));
    environment.put("QUARKUS_OTEL_SDK_DISABLED", "false");
    environment.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");
    gateway = GatewayProcess.start(directory, environment, "-Xmx96m");
    awaitSaid("\"ready\":true");
  }

  @AfterEach
  void stop() throws Exception {
    gateway.destroyForcibly().waitFor();
    stage.stop();
  }

  @Test
  void aRequestUnderWayIsAnsweredBeforeTheEnd() throws Exception {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(stage.get(PATH));
      HttpServerRequest request = asked.poll(LIMIT_SECONDS, TimeUnit.SECONDS);

      gateway.destroy();
      awaitSaid("{\"ending\":true,\"requests\":1}");
      assertThat(gateway.isAlive()).isTrue();
      stage.vertx.runOnContext(now -> request.response().end("{\"success\":true}"));

      assertThat(caller.untilClosed()).startsWith("HTTP/1.1 200 ").endsWith("{\"success\":true}");
    }
    assertThat(gateway.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void everyRequestIsInTheHistogramByItsRoute() throws Exception {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(stage.get(PATH));
      HttpServerRequest request = asked.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(metrics()).containsPattern("http_server_active_requests 1(\\.0)?\n");
      stage.vertx.runOnContext(now -> request.response().end("{}"));
      assertThat(caller.head()).startsWith("HTTP/1.1 200 ");
    }
    RawConnection.exchange(
        stage.port, "GET /nowhere HTTP/1.1\r\nConnection: close\r\n" + stage.headers("7") + "\r\n");

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains(
                        "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\""
                            + PATH
                            + "\"} 1")
                    .contains(
                        "http_server_requests_seconds_bucket{method=\"GET\",status=\"200\",uri=\""
                            + PATH
                            + "\",le=\"0.5\"}")
                    .contains("status=\"404\",uri=\"none\"")
                    .containsPattern("http_server_active_requests 0(\\.0)?\n")
                    .contains(Files.readAllLines(Path.of("../observability/metrics/gateway.txt"))));
  }

  /** The gateway's span is the parent of the service's; nobody needs to receive them for that. */
  @Test
  void aTraceGoesThroughTheGateway() throws Exception {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    String caller = "00f067aa0ba902b7";
    try (RawConnection connection = new RawConnection(stage.port)) {
      connection.send(
          stage
              .get(PATH)
              .replaceFirst("\r\n", "\r\ntraceparent: 00-" + trace + "-" + caller + "-01\r\n"));
      HttpServerRequest request = asked.poll(LIMIT_SECONDS, TimeUnit.SECONDS);

      assertThat(request.headers().getAll("traceparent"))
          .singleElement()
          .asString()
          .matches("00-" + trace + "-[0-9a-f]{16}-01")
          .doesNotContain(caller);
      stage.vertx.runOnContext(now -> request.response().end("{}"));
      assertThat(connection.head()).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void anOpenWebSocketIsCountedAndDoesNotHoldUpTheEnd() throws Exception {
    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(Stage.handshake() + Stage.offer(stage.issuer.user("7")) + "\r\n");
      assertThat(caller.head()).startsWith("HTTP/1.1 101 ");
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(metrics()).containsPattern("aiw3_gateway_tunnels 1(\\.0)?\n"));

      gateway.destroy();

      assertThat(gateway.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      awaitSaid("{\"ending\":true,\"requests\":0}");
    }
    Awaitility.await().until(() -> stage.tunnelsNow.get() == 0);
  }

  private String metrics() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics + "/metrics")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private void awaitSaid(String text) {
    Awaitility.await()
        .atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
        .until(() -> Files.readString(directory.resolve("gateway.log")).contains(text));
  }
}
