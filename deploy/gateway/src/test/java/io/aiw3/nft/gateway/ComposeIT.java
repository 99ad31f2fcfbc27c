package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Composed answers, with services that answer, refuse, stay silent and say too much. */
class ComposeIT {
  private static final String ROUTES =
      """
      {"routes": [
        {"path": "/page/{id}", "compose": {"name": "Page", "tag": "pages", "summary": "s",
          "description": "d", "parts": [
            {"name": "first", "service": "qualification-service", "description": "1"},
            {"name": "second", "service": "badge-service", "path": "/own/{id}", "description": "2"},
            {"name": "third", "service": "minting-service", "path": "/third", "description": "3"}]}},
        {"path": "/plain", "service": "upgrade-orchestrator"}]}
      """;
  private static final String EXACT = "49999999.9999999999";

  @TempDir Path directory;

  private final HttpClient caller = HttpClient.newHttpClient();
  private final Map<String, Consumer<HttpServerRequest>> services = new ConcurrentHashMap<>();
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private Stage stage;
  private String userToken;

  @BeforeEach
  void start() throws Exception {
    Path routes = Files.writeString(directory.resolve("routes.json"), ROUTES);
    stage =
        new Stage(
            directory,
            Map.of(
                "GATEWAY_ROUTES",
                routes.toString(),
                "GATEWAY_PART_MILLIS",
                "700",
                "GATEWAY_PART_LIMIT",
                "2000",
                "MINTING_SERVICE_URL",
                "http://127.0.0.1:" + Stage.freePort()),
            this::answer);
    userToken = stage.issuer.user("7");
    services.put("/page/42", request -> data(request, "{\"volume\":" + EXACT + "}"));
    services.put("/own/42", request -> data(request, "[1,2]"));
  }

  @AfterEach
  void stop() throws Exception {
    stage.stop();
  }

  @Test
  void thePartsAreSideBySideAndTheMissingOneIsNamed() throws Exception {
    HttpResponse<String> answer = get("/page/42?q=a%20b");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().allValues("X-Request-ID")).containsExactly("caller-7");
    assertThat(answer.body())
        .startsWith(
            "{\"success\":true,\"data\":{\"first\":{\"volume\":"
                + EXACT
                + "},\"second\":[1,2],\"third\":null,\"unavailable\":[\"third\"]},\"meta\":{"
                + "\"timestamp\":\"");
    JsonObject meta = new JsonObject(answer.body()).getJsonObject("meta");
    assertThat(meta.fieldNames()).isEqualTo(Set.of("timestamp", "version"));
    assertThat(seen.get("/own/42"))
        .isEqualTo("q=a%20b caller-7 nft/abc/2 127.0.0.1 application/json " + token());
  }

  @Test
  void aPartThatIsNotFoundIsNullAndIsNotCalledUnavailable() throws Exception {
    services.put("/page/42", request -> failure(request, 404, "NOT_FOUND"));

    JsonObject data = data(get("/page/42"));

    assertThat(data.getValue("first")).isNull();
    assertThat(data.getJsonArray("unavailable")).isEqualTo(new JsonArray().add("third"));
  }

  @Test
  void aServiceThatDoesNotKnowThePathIsUnavailable() throws Exception {
    services.put(
        "/page/42",
        request ->
            request
                .response()
                .setStatusCode(404)
                .end("{\"error\":{\"code\":\"NOT_FOUND\",\"details\":{\"path\":\"/page/42\"}}}"));

    assertThat(unavailable()).isEqualTo(new JsonArray().add("first").add("third"));
  }

  @Test
  void nothingFoundAndNothingToAskIsARetryableError() throws Exception {
    services.put("/page/42", request -> failure(request, 404, "NOT_FOUND"));
    services.put("/own/42", request -> failure(request, 500, "INTERNAL_ERROR"));

    HttpResponse<String> answer = get("/page/42");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
    assertThat(error.getString("code")).isEqualTo("DEPENDENCY_UNAVAILABLE");
    assertThat(error.getJsonObject("details").getJsonArray("unavailable"))
        .isEqualTo(new JsonArray().add("second").add("third"));
  }

  @Test
  void aServiceThatRefusesTheRequestRefusesTheWhole() throws Exception {
    services.put("/own/42", request -> failure(request, 403, "FORBIDDEN"));

    HttpResponse<String> answer = get("/page/42");

    assertThat(answer.statusCode()).isEqualTo(403);
    JsonObject body = new JsonObject(answer.body());
    assertThat(body.getJsonObject("error").getString("code")).isEqualTo("FORBIDDEN");
    assertThat(body.getJsonObject("error").getJsonObject("details").getString("from"))
        .isEqualTo("service");
    assertThat(body.getJsonObject("meta").getString("requestId")).isEqualTo("caller-7");
  }

  @Test
  void aSilentAnEndlessAndALargePartAreUnavailable() throws Exception {
    services.put("/page/42", request -> {});
    assertThat(unavailable()).isEqualTo(new JsonArray().add("first").add("third"));

    services.put("/page/42", this::trickle);
    assertThat(unavailable()).isEqualTo(new JsonArray().add("first").add("third"));

    services.put("/page/42", request -> data(request, "\"" + "x".repeat(2000) + "\""));
    assertThat(unavailable()).isEqualTo(new JsonArray().add("first").add("third"));

    services.put("/page/42", request -> request.response().end("{\"success\":true"));
    assertThat(unavailable()).isEqualTo(new JsonArray().add("first").add("third"));
  }

  @Test
  void onlyGetIsAnsweredAndATokenIsNeeded() throws Exception {
    assertThat(
            send(request("/page/42").POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode())
        .isEqualTo(405);
    assertThat(
            caller
                .send(
                    HttpRequest.newBuilder(uri("/page/42")).timeout(Duration.ofSeconds(10)).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(401);
    assertThat(seen).doesNotContainKey("/page/42");
  }

  private JsonArray unavailable() throws Exception {
    return data(get("/page/42")).getJsonArray("unavailable");
  }

  /** It never stops and never pauses: the time as a whole ends it. */
  private void trickle(HttpServerRequest request) {
    request.response().setChunked(true).write("{");
    stage.vertx.setPeriodic(
        50,
        timer -> {
          if (request.response().closed()) {
            stage.vertx.cancelTimer(timer);
          } else {
            request.response().write(" ");
          }
        });
  }

  private void answer(HttpServerRequest request) {
    seen.put(
        request.path(),
        String.join(
            " ",
            String.valueOf(request.query()),
            request.getHeader("X-Request-ID"),
            request.getHeader("X-State-Version"),
            request.getHeader("X-Forwarded-For"),
            request.getHeader("Accept"),
            request.getHeader("Authorization")));
    services
        .getOrDefault(request.path(), any -> any.response().setStatusCode(500).end())
        .accept(request);
  }

  private static void data(HttpServerRequest request, String data) {
    request.response().end("{\"success\":true,\"data\":" + data + ",\"meta\":{}}");
  }

  private static void failure(HttpServerRequest request, int status, String code) {
    request
        .response()
        .setStatusCode(status)
        .end(
            "{\"success\":false,\"error\":{\"code\":\""
                + code
                + "\",\"message\":\"m\",\"details\":{\"from\":\"service\",\"resource\":\"user\"}},"
                + "\"meta\":{}}");
  }

  private static JsonObject data(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body()).getJsonObject("data");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(Duration.ofSeconds(10))
        .header("Authorization", token())
        .header("Accept", "text/html, application/json")
        .header("X-Request-ID", "caller-7")
        .header("X-State-Version", "nft/abc/2");
  }

  private String token() {
    return "Bearer " + userToken;
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + stage.port + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return caller.send(request.build(), BodyHandlers.ofString());
  }
}
