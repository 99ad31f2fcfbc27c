package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayIT {
  private static final int BODY_LIMIT = 64 * 1024;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient caller = HttpClient.newHttpClient();
  private final Map<String, String> environment = new HashMap<>();
  private int port;

  @BeforeEach
  void startGatewayBeforeTwoServices() throws Exception {
    HttpServer service = echo();
    port = freePort();
    environment.putAll(
        Map.of(
            "GATEWAY_HOST",
            "127.0.0.1",
            "GATEWAY_PORT",
            Integer.toString(port),
            "GATEWAY_CORS_ORIGINS",
            "https://app.example.org,http://localhost:*",
            "GATEWAY_SERVICE_IDLE_SECONDS",
            "1",
            "GATEWAY_BODY_SECONDS",
            "1",
            "QUALIFICATION_SERVICE_URL",
            url(service.actualPort()),
            "BADGE_SERVICE_URL",
            url(freePort()),
            "MINTING_SERVICE_URL",
            url(freePort()) + "," + url(service.actualPort()),
            "UPGRADE_ORCHESTRATOR_URL",
            url(service.actualPort())));
    wait(TestGateway.start(vertx, environment));
  }

  @AfterEach
  void stop() throws Exception {
    wait(vertx.close());
  }

  @Test
  void aCallReachesItsServiceAndTheAnswerComesBack() throws Exception {
    // When
    HttpResponse<String> answer =
        send(
            request("/api/v1/nft/upgrades/7/burn?x=1%20y")
                .header("X-Request-ID", "caller-1")
                .header("X-Forwarded-For", "6.6.6.6")
                .header("Authorization", "Bearer token")
                .POST(BodyPublishers.ofString("{\"signature\":\"abc\"}")));

    // Then
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().allValues("X-Request-ID")).containsExactly("caller-1");
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("method", "POST")
                .put("uri", "/api/v1/nft/upgrades/7/burn?x=1%20y")
                .put("requestId", "caller-1")
                .put("forwardedFor", "127.0.0.1")
                .put("authorization", "Bearer token")
                .put("body", "{\"signature\":\"abc\"}"));
  }

  @Test
  void anUnknownPathGetsTheErrorEnvelope() throws Exception {
    // When
    HttpResponse<String> answer = send(request("/q/metrics").header("X-Request-ID", "bad id!"));

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    JsonObject envelope = new JsonObject(answer.body());
    assertThat(envelope.getBoolean("success")).isFalse();
    assertThat(envelope.getJsonObject("error").getString("code")).isEqualTo("NOT_FOUND");
    assertThat(envelope.getJsonObject("error").getJsonObject("details").getString("path"))
        .isEqualTo("/q/metrics");
    assertThat(envelope.getJsonObject("meta").getString("requestId"))
        .isEqualTo(answer.headers().firstValue("X-Request-ID").orElseThrow())
        .matches("req_[0-9a-f-]{36}");
  }

  /** Where the console has a place of its own, the gateway does not answer for it. */
  @Test
  void withoutItsFilesThereIsNoConsole() throws Exception {
    assertThat(send(request("/console")).statusCode()).isEqualTo(404);
    assertThat(send(request("/console/overview")).statusCode()).isEqualTo(404);
  }

  @Test
  void aPathThatClimbsIsRefused() throws Exception {
    assertThat(send(request("/api/v1/nfts/%2e%2e/%2e%2e/q/metrics")).statusCode()).isEqualTo(400);
  }

  @Test
  void anAbsentServiceGivesARetryableError() throws Exception {
    // When
    HttpResponse<String> answer = send(request("/api/v1/badges"));

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("DEPENDENCY_UNAVAILABLE");
    assertThat(error.getJsonObject("details").getString("service")).isEqualTo("badge-service");
  }

  @Test
  void aSilentServiceCountsAsUnavailable() throws Exception {
    assertThat(send(request("/api/v1/nft/operations/silent")).statusCode()).isEqualTo(503);
  }

  @Test
  void anUnavailableReplicaIsSkipped() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(send(request("/api/v1/nfts")).statusCode()).isEqualTo(202);
    }
  }

  @Test
  void theLargestBodyPassesAndALargerOneDoesNot() throws Exception {
    // When
    HttpResponse<String> largest =
        send(request("/api/v1/nft/claim").POST(BodyPublishers.ofByteArray(new byte[BODY_LIMIT])));
    HttpResponse<String> larger =
        send(
            request("/api/v1/nft/claim")
                .POST(BodyPublishers.ofByteArray(new byte[BODY_LIMIT + 1])));

    // Then
    assertThat(largest.statusCode()).isEqualTo(202);
    assertThat(larger.statusCode()).isEqualTo(413);
    assertThat(new JsonObject(larger.body()).getJsonObject("error").getJsonObject("details"))
        .isEqualTo(new JsonObject().put("limitBytes", BODY_LIMIT));
  }

  @Test
  void aRouteWithImagesTakesMore() throws Exception {
    // Given
    int most = Routes.bundled().find("/api/v1/admin/nft-definitions").orElseThrow().bodyLimit();

    // When
    HttpResponse<String> largest =
        send(
            request("/api/v1/admin/nft-definitions")
                .POST(BodyPublishers.ofByteArray(new byte[most])));
    HttpResponse<String> larger =
        send(
            request("/api/v1/admin/nft-definitions")
                .POST(BodyPublishers.ofByteArray(new byte[most + 1])));

    // Then
    assertThat(most).isGreaterThan(BODY_LIMIT);
    assertThat(largest.statusCode()).isEqualTo(202);
    assertThat(larger.statusCode()).isEqualTo(413);
  }

  @Test
  void aLargerBodyOfUnknownLengthIsRefusedToo() throws Exception {
    // When
    Future<Integer> status =
        vertx
            .createHttpClient()
            .request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/nft/claim")
            .compose(
                request ->
                    request
                        .setChunked(true)
                        .send(Buffer.buffer(new byte[BODY_LIMIT + 1]))
                        .map(response -> response.statusCode()));

    // Then
    assertThat(wait(status)).isEqualTo(413);
  }

  @Test
  void aBodyThatDoesNotArriveIsNotAwaitedForLong() throws Exception {
    // When
    Future<Integer> status =
        vertx
            .createHttpClient()
            .request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/nft/claim")
            .compose(
                request -> {
                  request.setChunked(true).write("only the beginning");
                  return request.response().map(response -> response.statusCode());
                });

    // Then
    assertThat(wait(status)).isEqualTo(408);
  }

  @Test
  void healthShowsEveryServiceAndIsDownWhenOneIsUnavailable() throws Exception {
    // When
    HttpResponse<String> answer = send(request("/health"));

    // Then
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject(
                """
                {"status": "DOWN", "services": [
                  {"name": "badge-service", "status": "DOWN", "ready": 0, "replicas": 1},
                  {"name": "minting-service", "status": "UP", "ready": 1, "replicas": 2},
                  {"name": "qualification-service", "status": "UP", "ready": 1, "replicas": 1},
                  {"name": "upgrade-orchestrator", "status": "UP", "ready": 1, "replicas": 1}]}
                """));
    assertThat(send(request("/health/live")).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyConfiguredOriginsMayCallFromABrowser() throws Exception {
    // When
    HttpResponse<String> preflight = send(preflight("https://app.example.org"));
    HttpResponse<String> local = send(preflight("http://localhost:5173"));
    HttpResponse<String> answer =
        send(request("/api/v1/nft/claim").header("Origin", "http://localhost:5173"));
    HttpResponse<String> stranger = send(preflight("https://evil.example.org"));

    // Then
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.example.org");
    assertThat(local.statusCode()).isEqualTo(204);
    assertThat(local.headers().map())
        .containsEntry("Access-Control-Allow-Origin", List.of("http://localhost:5173"))
        .containsEntry(
            "Access-Control-Allow-Headers",
            List.of("Authorization, Content-Type, Idempotency-Key, X-Request-ID, X-State-Version"));
    assertThat(answer.headers().map())
        .containsEntry("Access-Control-Allow-Origin", List.of("http://localhost:5173"))
        .containsEntry(
            "Access-Control-Expose-Headers", List.of("X-Request-ID, Retry-After, Location"));
    assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aWebSocketIsTunnelled() throws Exception {
    // Given
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket socket = wait(connect("/api/v1/nft/events?play=good"));
    socket.textMessageHandler(received::add);

    // When
    socket.writeTextMessage("one");
    socket.writeTextMessage("two");

    // Then
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("echo one");
    assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("echo two");
    wait(socket.close());
  }

  @Test
  void theServicesReasonToRefuseAWebSocketReachesTheCaller() throws Exception {
    // When
    UpgradeRejectedException refusal = refusal("/api/v1/nft/events?play=bad");

    // Then
    assertThat(refusal.getStatus()).isEqualTo(401);
    assertThat(refusal.getBody().toString()).isEqualTo("Unauthorized");
  }

  @Test
  void aWebSocketElsewhereIsRefused() throws Exception {
    assertThat(refusal("/api/v1/nft/status").getStatus()).isEqualTo(404);
  }

  private UpgradeRejectedException refusal(String uri) throws Exception {
    try {
      wait(connect(uri));
    } catch (ExecutionException e) {
      return (UpgradeRejectedException) e.getCause();
    }
    throw new AssertionError("the WebSocket was accepted");
  }

  private Future<WebSocket> connect(String uri) {
    return vertx
        .createWebSocketClient()
        .connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(uri));
  }

  private HttpServer echo() throws Exception {
    return wait(
        vertx
            .createHttpServer()
            .webSocketHandshakeHandler(
                handshake -> {
                  if (!"/api/v1/nft/events".equals(handshake.path())) {
                    handshake.accept();
                  } else if (handshake.query().contains("good")) {
                    handshake.accept();
                  } else {
                    handshake.reject(401);
                  }
                })
            .webSocketHandler(
                socket ->
                    socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text)))
            .requestHandler(GatewayIT::answer)
            .listen(0, "127.0.0.1"));
  }

  private static void answer(HttpServerRequest request) {
    if (request.path().endsWith("/silent")) {
      return;
    }
    if (request.path().equals("/q/health/ready")) {
      request.response().end("{}");
      return;
    }
    request
        .body()
        .onSuccess(
            body ->
                request
                    .response()
                    .setStatusCode(202)
                    .putHeader("X-Request-ID", request.getHeader("X-Request-ID"))
                    .end(
                        new JsonObject()
                            .put("method", request.method().name())
                            .put("uri", request.uri())
                            .put("requestId", request.getHeader("X-Request-ID"))
                            .put("forwardedFor", request.getHeader("X-Forwarded-For"))
                            .put("authorization", request.getHeader("Authorization"))
                            .put("body", body.length() > 100 ? "large" : body.toString())
                            .toBuffer()));
  }

  private HttpRequest.Builder preflight(String origin) {
    return request("/api/v1/nft/claim")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .method("OPTIONS", BodyPublishers.noBody());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url(port) + path)).timeout(Duration.ofSeconds(10));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return caller.send(request.build(), BodyHandlers.ofString());
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static <T> T wait(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
