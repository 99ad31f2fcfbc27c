package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway itself lets through: tokens, rates, documents. */
class EdgeIT {
  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient caller = HttpClient.newHttpClient();
  private final TokenMaker first = TokenMaker.named("first");
  private final TokenMaker second = TokenMaker.named("second");
  private Path keys;
  private String serviceUrl;
  private int port;

  @BeforeEach
  void startGateway() throws Exception {
    keys = directory.resolve("keys.json");
    writeKeys(first);
    HttpServer service =
        wait(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .response()
                            .end(
                                request.path().equals("/q/openapi")
                                    ? document()
                                    : "{\"success\":true}"))
                .listen(0, "127.0.0.1"));
    serviceUrl = "http://127.0.0.1:" + service.actualPort();
    port = gatewayWith(Map.of("GATEWAY_JWT_KEYS", keys.toString()));
  }

  /** Starts a gateway; returns its port. */
  private int gatewayWith(Map<String, String> settings) throws Exception {
    int free = freePort();
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("GATEWAY_HOST", "127.0.0.1");
    environment.put("GATEWAY_PORT", Integer.toString(free));
    environment.put("GATEWAY_USER_REQUESTS_PER_MINUTE", "30");
    for (String name :
        List.of(
            "QUALIFICATION_SERVICE", "BADGE_SERVICE", "MINTING_SERVICE", "UPGRADE_ORCHESTRATOR")) {
      environment.put(name + "_URL", serviceUrl);
    }
    wait(TestGateway.start(vertx, environment));
    return free;
  }

  @AfterEach
  void stop() throws Exception {
    wait(vertx.close());
  }

  @Test
  void onlyAGenuineTokenPasses() throws Exception {
    JsonObject good = TokenMaker.claims("7");
    assertThat(status("/api/v1/badges", first.sign(good))).isEqualTo(200);

    Map<String, String> wrong = new HashMap<>();
    wrong.put("nothing", "");
    wrong.put("not a token", "abc");
    wrong.put(
        "expired",
        first.sign(TokenMaker.claims("7").put("exp", Instant.now().getEpochSecond() - 61)));
    wrong.put("without an end", first.sign(without("exp")));
    wrong.put("wrong audience", first.sign(TokenMaker.claims("7").put("aud", "another")));
    wrong.put(
        "wrong issuer", first.sign(TokenMaker.claims("7").put("iss", "https://elsewhere.example")));
    wrong.put("another key", new TokenMaker("first", second.pair()).sign(good));
    wrong.put(
        "none",
        TokenMaker.part(new JsonObject().put("alg", "none")) + "." + TokenMaker.part(good) + ".");
    wrong.put("HS256", hs256(good));
    wrong.forEach(
        (kind, token) -> {
          HttpResponse<String> answer = get("/api/v1/badges", token);
          assertThat(answer.statusCode()).as(kind).isEqualTo(401);
          assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
              .isEqualTo("UNAUTHORIZED");
          assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        });
  }

  @Test
  void whatIsPublicNeedsNoToken() {
    assertThat(status("/api/v1/nft/tiers", "")).isEqualTo(200);
    assertThat(status("/health/live", "")).isEqualTo(200);
  }

  @Test
  void keysRotateWithoutARestart() throws Exception {
    String old = first.user("7");
    String fresh = second.user("8");
    assertThat(status("/api/v1/badges", fresh)).isEqualTo(401);

    writeKeys(first, second);
    awaitStatus(fresh, 200);
    awaitStatus(old, 200);
    writeKeys(second);
    awaitStatus(old, 401);

    assertThat(status("/api/v1/badges", fresh)).isEqualTo(200);
  }

  @Test
  void keysComeFromAnIssuerThatMayBeUnavailable() throws Exception {
    int issuer = freePort();
    port =
        gatewayWith(
            Map.of(
                "GATEWAY_JWT_KEYS",
                "http://127.0.0.1:" + issuer + "/jwks",
                "GATEWAY_JWT_KEYS_SECONDS",
                "1"));
    String old = first.user("7");
    String fresh = second.user("8");
    HttpResponse<String> early = get("/api/v1/badges", old);
    assertThat(early.statusCode()).isEqualTo(503);
    assertThat(early.headers().firstValue("Retry-After")).isPresent();

    HttpServer open =
        wait(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().sendFile(keys.toString()))
                .listen(issuer, "127.0.0.1"));
    awaitStatus(old, 200);
    assertThat(status("/api/v1/badges", fresh)).isEqualTo(401);
    writeKeys(second);
    awaitStatus(fresh, 200);
    awaitStatus(old, 401);

    wait(open.close());
    Thread.sleep(1_500);
    assertThat(status("/api/v1/badges", fresh)).isEqualTo(200);
  }

  @Test
  void keysOfAnotherKindInTheSetDisturbNobody() throws Exception {
    JsonArray mixed =
        new JsonObject(Files.readString(keys))
            .getJsonArray("keys")
            .add(new JsonObject().put("kty", "EC").put("crv", "P-256").put("kid", "curve"))
            .add(new JsonObject().put("kty", "RSA").put("use", "enc").put("kid", "encrypts"));
    Path others = directory.resolve("mixed.json");
    Files.writeString(others, new JsonObject().put("keys", mixed).encode());

    port = gatewayWith(Map.of("GATEWAY_JWT_KEYS", others.toString()));

    assertThat(status("/api/v1/badges", first.user("7"))).isEqualTo(200);
  }

  @Test
  void tooManyRequestsGetATimeToRetry() throws Exception {
    String token = first.user("9");
    for (int i = 0; i < 5; i++) {
      assertThat(status("/api/v1/badges", token)).isEqualTo(200);
    }

    HttpResponse<String> answer = get("/api/v1/badges", token);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After").map(Integer::valueOf).orElseThrow())
        .isBetween(1, 2);
    assertThat(status("/api/v1/badges", first.user("10"))).isEqualTo(200);
  }

  @Test
  void anErrorIsAProblemToWhoAsksForOne() throws Exception {
    HttpResponse<String> answer =
        caller.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/nowhere"))
                .header("Accept", "application/problem+json")
                .header("X-Request-ID", "r1")
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(new JsonObject(answer.body()))
        .isEqualTo(
            new JsonObject()
                .put("type", "urn:aiw3:error:NOT_FOUND")
                .put("title", "There is nothing at this address, or it is another user's.")
                .put("status", 404)
                .put("detail", "There is nothing at this address, or it is another user's.")
                .put("instance", "urn:aiw3:request:r1")
                .put("code", "NOT_FOUND")
                .put("details", new JsonObject().put("path", "/nowhere"))
                .put("requestId", "r1"));
  }

  @Test
  void theDocumentsAreServed() {
    JsonObject api = new JsonObject(get("/openapi.json", "").body());
    assertThat(api.getString("openapi")).isEqualTo("3.1.0");
    assertThat(api.getJsonObject("paths").fieldNames())
        .contains("/api/v1/badges", "/api/v1/nft/portfolio")
        .doesNotContain("/q/hidden");
    assertThat(get("/docs/", "").body()).contains("swagger-ui-bundle.js");
    assertThat(get("/docs/swagger-ui-bundle.js", "").body()).contains("SwaggerUIBundle");
    assertThat(get("/asyncapi.yaml", "").body()).startsWith("asyncapi: 3.0.0");
    assertThat(get("/schema/nft-events.claimed.json", "").body()).contains("2020-12");
    assertThat(status("/schema/..%2f..%2fkeys.json", "")).isIn(400, 404);
  }

  private static String document() {
    return "{\"openapi\":\"3.1.0\",\"paths\":{\"/api/v1/badges\":{},\"/q/hidden\":{}},"
        + "\"components\":{\"schemas\":{\"A\":{\"type\":\"string\"}}}}";
  }

  private void awaitStatus(String token, int wanted) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(2_100))
        .untilAsserted(
            () -> {
              // Every event loop has its own copy of the keys.
              assertThat(status("/api/v1/badges", token)).isEqualTo(wanted);
              assertThat(get("/api/v1/badges", token, HttpClient.newHttpClient()).statusCode())
                  .isEqualTo(wanted);
            });
  }

  private void writeKeys(TokenMaker... makers) throws IOException {
    Files.writeString(keys, TokenMaker.jwks(makers));
  }

  private static JsonObject without(String claim) {
    JsonObject claims = TokenMaker.claims("7");
    claims.remove(claim);
    return claims;
  }

  private String hs256(JsonObject claims) throws GeneralSecurityException {
    String signed =
        TokenMaker.part(new JsonObject().put("alg", "HS256").put("kid", "first"))
            + "."
            + TokenMaker.part(claims);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(first.pair().getPublic().getEncoded(), "HmacSHA256"));
    return signed
        + "."
        + TokenMaker.base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  private int status(String path, String token) {
    return get(path, token).statusCode();
  }

  private HttpResponse<String> get(String path, String token) {
    return get(path, token, caller);
  }

  private HttpResponse<String> get(String path, String token, HttpClient client) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static <T> T wait(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
