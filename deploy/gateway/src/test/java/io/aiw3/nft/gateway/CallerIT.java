package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls: by token, by address behind trusted proxies, and for whom a call counts. */
class CallerIT {
  private static final String TIERS = "/api/v1/nft/tiers";
  private static final String BADGES = "/api/v1/badges";

  @TempDir private Path directory;
  private Stage stage;

  @AfterEach
  void stop() throws Exception {
    stage.stop();
  }

  @Test
  void behindAProxyEachCallerHasItsOwnLimit() throws Exception {
    // Given
    stage =
        new Stage(
            directory,
            Map.of(
                "GATEWAY_ADDRESS_REQUESTS_PER_MINUTE", "30",
                "GATEWAY_TRUSTED_PROXIES", "127.0.0.0/8"));
    for (int i = 0; i < 5; i++) {
      assertThat(status(TIERS, from("198.51.100.1"))).isEqualTo(200);
    }

    // Then
    assertThat(status(TIERS, from("198.51.100.1"))).isEqualTo(429);
    assertThat(status(TIERS, from("6.6.6.6, 198.51.100.1"))).isEqualTo(429);
    assertThat(status(TIERS, from("198.51.100.2"))).isEqualTo(200);
    assertThat(status("/health/live", from("198.51.100.1"))).isEqualTo(200);
    for (int i = 0; i < 6; i++) {
      assertThat(status(TIERS, from("198.51.100.1") + stage.headers("7"))).isEqualTo(200);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(status(TIERS, from("2001:db8::" + i))).isEqualTo(200);
    }
    assertThat(status(TIERS, from("2001:db8::ffff:1"))).isEqualTo(429);
    assertThat(status(TIERS, from("2001:db8:0:1::1"))).isEqualTo(200);
  }

  @Test
  void aCallerWhoIsNoProxyIsNotBelieved() throws Exception {
    stage = new Stage(directory, Map.of("GATEWAY_ADDRESS_REQUESTS_PER_MINUTE", "30"));

    List<Integer> answers =
        Stream.iterate(1, i -> i + 1)
            .limit(6)
            .map(i -> status(TIERS, from("198.51.100." + i)))
            .toList();

    assertThat(answers).containsExactly(200, 200, 200, 200, 200, 429);
  }

  @Test
  void whoGuessesTokensIsSlowedDown() throws Exception {
    stage = new Stage(directory, Map.of("GATEWAY_ADDRESS_REQUESTS_PER_MINUTE", "30"));

    for (int i = 0; i < 5; i++) {
      assertThat(status(BADGES, bearer("a.b." + i))).isEqualTo(401);
    }

    assertThat(status(BADGES, bearer("a.b.c"))).isEqualTo(429);
    assertThat(status(BADGES, bearer(stage.issuer.user("7")))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "iat, 2, 200",
    "nbf, 2, 200",
    "exp, -2, 200",
    "iat, 65, 401",
    "nbf, 65, 401",
    "exp, -61, 401"
  })
  void timesHaveALeewayOfAMinute(String claim, long ahead, int status) throws Exception {
    stage = new Stage(directory, Map.of());
    JsonObject claims = TokenMaker.claims("7").put(claim, Instant.now().getEpochSecond() + ahead);

    assertThat(status(BADGES, bearer(stage.issuer.sign(claims)))).isEqualTo(status);
  }

  @Test
  void aClaimOfAnotherTypeIsRefusedAtOnce() throws Exception {
    stage = new Stage(directory, Map.of());
    for (String claim : List.of("exp", "iat", "nbf", "sub", "iss", "aud")) {
      for (Object value : List.of("soon", true, new JsonObject().put("a", 1), 1e300)) {
        JsonObject claims = TokenMaker.claims("7").put(claim, value);
        boolean right = claim.equals("sub") && value.equals("soon");
        right |= claim.equals("exp") && value.equals(1e300);
        assertThat(status(BADGES, bearer(stage.issuer.sign(claims))))
            .as(claim + " " + value)
            .isEqualTo(right ? 200 : 401);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"81, 200", "255, 200", "256, 401"})
  void theSubjectHasUpTo255Characters(int length, int status) throws Exception {
    stage = new Stage(directory, Map.of());

    assertThat(status(BADGES, bearer(stage.issuer.user("s".repeat(length))))).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/nft/tiers?access_token=secret-of-mine",
        "/api/v1/badges?a=b&token=secret-of-mine",
        "/api/v1/badges?a=b;Access%5FToken=secret-of-mine",
        "/health?access_token",
        "/health/live?token=secret-of-mine",
        "/docs/?access_token=secret-of-mine",
        "/nowhere?access_token=secret-of-mine"
      })
  void aTokenInTheAddressIsRefused(String path) throws Exception {
    stage = new Stage(directory, Map.of());

    String answer =
        RawConnection.exchange(
            stage.port,
            "GET " + path + " HTTP/1.1\r\n" + stage.headers("7") + "Connection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("secret-of-mine");
    assertThat(stage.requests).hasValue(0);
  }

  @Test
  void aTokenBehindManyParametersIsRefused() throws Exception {
    stage = new Stage(directory, Map.of());

    assertThat(status(BADGES + "?" + "a&".repeat(1_500) + "token=abc", stage.headers("7")))
        .isEqualTo(400);
  }

  @Test
  void aTokenInAWebSocketsAddressIsRefused() throws Exception {
    stage = new Stage(directory, Map.of());

    try (RawConnection caller = new RawConnection(stage.port)) {
      caller.send(
          (Stage.handshake() + Stage.offer(stage.issuer.user("7")) + "\r\n")
              .replace(Stage.SOCKET, Stage.SOCKET + "?access_token=abc"));
      assertThat(caller.head()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(stage.connectionsEver).hasValue(0);
  }

  @Test
  void manyWhoAskForHealthOrDocumentsCauseOneLook() throws Exception {
    // Given
    stage = new Stage(directory, Map.of());
    ExecutorService callers = Executors.newFixedThreadPool(20);
    Callable<Integer> health = () -> status("/health", "");
    Callable<Integer> documents = () -> status("/openapi.json", "");

    // When
    List<Future<Integer>> answers =
        callers.invokeAll(
            Stream.iterate(0, i -> i + 1)
                .limit(40)
                .map(i -> i % 2 == 0 ? health : documents)
                .toList());

    // Then
    for (Future<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(200);
    }
    callers.shutdown();
    // Four services, a document and a readiness of each; twice where a run takes seconds.
    assertThat(stage.requests.get()).isBetween(8, 24);
  }

  private int status(String path, String headers) {
    String host = headers.contains("Host:") ? "" : "Host: localhost\r\n";
    String answer =
        RawConnection.exchange(
            stage.port,
            "GET " + path + " HTTP/1.1\r\n" + host + headers + "Connection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 ");
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static String from(String addresses) {
    return "X-Forwarded-For: " + addresses + "\r\n";
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token + "\r\n";
  }
}
