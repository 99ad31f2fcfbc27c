package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** The web console under {@code /console/}. */
class ConsoleIT {
  @TempDir private static Path directory;
  private static Stage stage;
  private static final HttpClient CALLER = HttpClient.newHttpClient();

  @BeforeAll
  static void startGateway() throws Exception {
    Path console = Files.createDirectories(directory.resolve("console"));
    Files.createDirectories(console.resolve("assets"));
    Files.writeString(console.resolve("index.html"), "<!doctype html><p>the console</p>");
    Files.writeString(console.resolve("assets/index-abc.js"), "start()".repeat(200));
    Files.writeString(
        console.resolve("policy.txt"), "img-src 'self' {images}; connect-src 'self' {connect}");
    stage =
        new Stage(
            directory,
            Map.of(
                "GATEWAY_CONSOLE_DIR", console.toString(),
                "GATEWAY_CONSOLE_IMAGE_ORIGINS", "https://ipfs.example.org",
                "GATEWAY_CONSOLE_OIDC_AUTHORITY", "https://id.example.org/realms/a",
                "GATEWAY_CONSOLE_OIDC_CLIENT_ID", "console"));
  }

  @AfterAll
  static void stop() throws Exception {
    stage.stop();
  }

  @Test
  void everyPageOfTheConsoleIsItsIndexAndIsCheckedEachTime() throws Exception {
    HttpResponse<String> answer = get("/console/operations/7f0c");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("the console");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .contains(
            "img-src 'self' https://ipfs.example.org; connect-src 'self' https://id.example.org");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void assetsAreKeptAndSentSmall() throws Exception {
    HttpResponse<String> answer =
        get("/console/assets/index-abc.js", "Accept-Encoding", "gzip, br");

    assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(answer.body().length()).isLessThan(200);
    assertThat(get("/console/assets/index-abc.js").body()).startsWith("start()");
  }

  @Test
  void theConfigurationNamesTheProvider() throws Exception {
    assertThat(get("/console/config.json").body())
        .contains("\"authority\":\"https://id.example.org/realms/a\"", "\"local\":false");
  }

  @Test
  void whatIsNoFileOfTheConsoleIsNotFound() throws Exception {
    assertThat(get("/console/assets/other.js").statusCode()).isEqualTo(404);
    assertThat(get("/console/policy.txt").statusCode()).isEqualTo(404);
    assertThat(get("/console/..%2fkeys.json").statusCode()).isIn(400, 404);
  }

  @Test
  void theStartOfTheAddressLeadsToTheConsole() throws Exception {
    HttpResponse<String> answer = get("/");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).contains("/console/");
  }

  @Test
  void wrongSettingsSayWhatToWrite() {
    Map<String, String> half =
        Map.of("GATEWAY_CONSOLE_DIR", "x", "GATEWAY_CONSOLE_OIDC_AUTHORITY", "https://id");
    assertThatThrownBy(() -> console(half)).hasMessageContaining("write both");
    Map<String, String> injected =
        Map.of(
            "GATEWAY_CONSOLE_DIR", "x", "GATEWAY_CONSOLE_IMAGE_ORIGINS", "https://a; script-src *");
    assertThatThrownBy(() -> console(injected)).hasMessageContaining("https://host");
    assertThatThrownBy(() -> new ConsoleFiles(directory.resolve("nothing")))
        .hasMessageContaining("there is no built console");
  }

  private static ConsoleSettings console(Map<String, String> environment) {
    return ConsoleSettings.of(TestGateway.settings(environment).console());
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stage.port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CALLER.send(request.build(), BodyHandlers.ofString());
  }
}
