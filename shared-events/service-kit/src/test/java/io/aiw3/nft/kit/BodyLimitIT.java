package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class BodyLimitIT {
  private static final int LIMIT = 64 * 1024;

  @TestHTTPResource URI address;

  @BeforeEach
  void forget() {
    EchoResource.SEEN.set(0);
  }

  @ParameterizedTest
  @CsvSource({
    "/test/echo/event-loop, false, 65536",
    "/test/echo/event-loop, true, 65536",
    "/test/echo/worker, true, 65536",
    "/test/echo/worker, false, 65536"
  })
  void theLongestBodyArrivesWhole(String path, boolean chunked, int length) throws IOException {
    try (Socket socket = connect()) {
      send(socket, path, chunked, length, "");

      assertThat(Answer.read(socket.getInputStream()).toString()).isEqualTo("200 " + length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/test/echo/event-loop, false, 65537",
    "/test/echo/event-loop, true, 65537",
    "/test/echo/worker, true, 1000000",
    "/test/echo/worker, false, 1000000",
    "/nowhere, false, 65537",
    "/nowhere, true, 65537"
  })
  void aLongerOneIsRefusedAndReachesNobody(String path, boolean chunked, int length)
      throws IOException {
    try (Socket socket = connect()) {
      send(socket, path, chunked, length, "X-Request-ID: r1\r\n");
      Answer answer = Answer.read(socket.getInputStream());

      JsonObject body = new JsonObject(answer.body());
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("content-type")).startsWith("application/json");
      assertThat(answer.header("x-request-id")).isEqualTo("r1");
      assertThat(body.getBoolean("success")).isFalse();
      assertThat(body.getJsonObject("error"))
          .isEqualTo(
              new JsonObject()
                  .put("code", "PAYLOAD_TOO_LARGE")
                  .put("message", "The body is too large.")
                  .put("details", new JsonObject().put("limitBytes", LIMIT)));
      assertThat(body.getJsonObject("meta").getString("requestId")).isEqualTo("r1");
      assertThat(EchoResource.SEEN).hasValue(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void whoAsksForAProblemGetsOne(boolean chunked) throws IOException {
    try (Socket socket = connect()) {
      send(socket, "/test/echo/worker", chunked, LIMIT + 1, "Accept: application/problem+json\r\n");
      Answer answer = Answer.read(socket.getInputStream());

      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertThat(new JsonObject(answer.body()).getString("type"))
          .isEqualTo("urn:aiw3:error:PAYLOAD_TOO_LARGE");
    }
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void theConnectionGoesOnAfterARefusal(boolean chunked) throws IOException {
    try (Socket socket = connect()) {
      send(socket, "/test/echo/worker", chunked, LIMIT + 1, "");
      assertThat(Answer.read(socket.getInputStream()).status()).isEqualTo(413);

      send(socket, "/test/echo/worker", chunked, 7, "");

      assertThat(Answer.read(socket.getInputStream()).toString()).isEqualTo("200 7");
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 102400, 200", "true, 102400, 200", "false, 102401, 413", "true, 102401, 413"})
  void aPathMayHaveALongerLimit(boolean chunked, int length, int status) throws IOException {
    try (Socket socket = connect()) {
      send(socket, "/test/echo/longer", chunked, length, "");

      assertThat(Answer.read(socket.getInputStream()).status()).isEqualTo(status);
    }
  }

  /** What may come over HTTP/2 would have to be limited separately; the gateway speaks HTTP/1.1. */
  @ParameterizedTest
  @CsvSource({"65536, 200", "65537, 413"})
  void whoWouldRatherSpeakHttp2IsAnsweredInHttp1(int length, int status) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/test/echo/worker"))
            .version(Version.HTTP_2)
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString("x".repeat(length)))
            .build();

    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(answer.version()).isEqualTo(Version.HTTP_1_1);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static void send(Socket socket, String path, boolean chunked, int length, String headers)
      throws IOException {
    String framing =
        chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + length + "\r\n";
    StringBuilder request = new StringBuilder();
    request
        .append("POST ")
        .append(path)
        .append(" HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n")
        .append(headers)
        .append(framing)
        .append("\r\n");
    if (chunked) {
      for (int sent = 0; sent < length; sent += 10_000) {
        int part = Math.min(10_000, length - sent);
        request.append(Integer.toHexString(part)).append("\r\n").append("x".repeat(part));
        request.append("\r\n");
      }
      request.append("0\r\n\r\n");
    } else {
      request.append("x".repeat(length));
    }
    socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }
}
