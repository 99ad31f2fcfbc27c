package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table without routes: the image of the console, which needs no service and has no API. */
class ConsoleAloneIT {
  @TempDir private static Path directory;
  private static final HttpClient CALLER = HttpClient.newHttpClient();
  private static final Vertx VERTX = Vertx.vertx();
  private static int port;

  @BeforeAll
  static void startGateway() throws Exception {
    Path console = Files.createDirectories(directory.resolve("console"));
    Files.writeString(console.resolve("index.html"), "<!doctype html><p>the console</p>");
    Files.writeString(console.resolve("policy.txt"), "script-src 'self'");
    port = Stage.freePort();
    Stage.wait(
        TestGateway.start(
            VERTX,
            Map.of(
                "GATEWAY_HOST", "127.0.0.1",
                "GATEWAY_PORT", Integer.toString(port),
                "GATEWAY_ROUTES", routes().toString(),
                "GATEWAY_CONSOLE_DIR", console.toString())));
  }

  @AfterAll
  static void stop() throws Exception {
    Stage.wait(VERTX.close());
  }

  @Test
  void theConsoleIsServedWithItsPolicy() throws Exception {
    HttpResponse<String> answer = get("/console/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("the console");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .contains("script-src 'self'");
  }

  @Test
  void itIsHealthyByItself() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(new JsonObject(get("/health").body()).getString("status")).isEqualTo("UP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/nft/tiers",
        "/api/v1/nft/portfolio",
        "/openapi.json",
        "/docs",
        "/docs/swagger-ui.css",
        "/asyncapi.yaml",
        "/schema/nft-events.claimed.json"
      })
  void thereIsNoApiAndNothingDescribesOne(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("code"))
        .isEqualTo("NOT_FOUND");
  }

  private static Path routes() throws Exception {
    return Files.writeString(directory.resolve("routes.json"), "{\"routes\": []}");
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CALLER.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        BodyHandlers.ofString());
  }
}
