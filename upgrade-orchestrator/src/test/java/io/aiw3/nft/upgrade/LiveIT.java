package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class LiveIT {
  private static final AtomicInteger USERS = new AtomicInteger(900_000);
  private static Participants others;

  @TestHTTPResource("/api/v1/nft/events")
  URI events;

  private final int user = USERS.incrementAndGet();

  @BeforeAll
  static void connect() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    others = new Participants();
  }

  @AfterAll
  static void disconnect() {
    others.close();
  }

  @Test
  void nobodyListensWithoutAToken() {
    assertThatThrownBy(() -> Listener.open(events, Map.of(), null))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
  }

  @Test
  void aRejectedTokenIsReportedAfterTheUpgradeAndIsNoErrorOfOurs() {
    List<String> refused =
        List.of(
            "abc",
            "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
            TestTokens.token("a-name", null, "user"),
            TestTokens.withRoles(user, "service"),
            Jwt.issuer("https://aiw3.io")
                .audience("aiw3-nft")
                .subject(Integer.toString(user))
                .groups(Set.of("user"))
                .issuedAt(1)
                .expiresAt(2)
                .sign(TestTokens.privateKey()));

    try (LogWatch log = LogWatch.start()) {
      for (String token : refused) {
        Listener listener = Listener.open(events, Map.of(), "bearer." + token);
        assertThat(listener.awaitClosed()).isEqualTo("4001 token refused");
        assertThat(listener.received()).isEmpty();
        Listener byHeader = Listener.open(events, Map.of("Authorization", "Bearer " + token), null);
        assertThat(byHeader.awaitClosed()).isEqualTo("4001 token refused");
      }
      assertThat(log.errors()).isEmpty();
      refused.forEach(token -> assertThat(log.text()).doesNotContain(token));
    }
  }

  @Test
  void aTokenInTheUrlIsNoTokenAndNeverLogged() {
    String token = TestTokens.user(user, "wallet");
    try (LogWatch log = LogWatch.start()) {
      assertThatThrownBy(
              () -> Listener.open(URI.create(events + "?access_token=" + token), Map.of(), null))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              answer -> assertThat(answer.getResponse().statusCode()).isEqualTo(401));
      Listener refused =
          Listener.open(URI.create(events + "?access_token=" + token), Map.of(), "bearer.abc");
      assertThat(refused.awaitClosed()).isEqualTo("4001 token refused");
      assertThat(log.text()).doesNotContain(token);
      assertThat(log.errors()).isEmpty();
    }
  }

  @Test
  void aMessageThatIsTooLongClosesItsConnectionAndIsNoErrorOfOurs() {
    try (LogWatch log = LogWatch.start()) {
      for (int size : List.of(5_000, 60_000, 70_000, 300_000)) {
        Listener listener = listen("");
        listener.await(1);

        listener.send("x".repeat(size));

        assertThat(listener.awaitClosed()).as(size + " characters").startsWith("1009");
      }
      Listener listener = listen("");
      listener.await(1);
      listener.sendInParts("part", 2000);
      assertThat(listener.awaitClosed()).as("in parts").startsWith("1009");
      assertThat(log.errors()).isEmpty();
    }
  }

  @Test
  void aClaimIsFollowedStepByStepInTheShapesOfTheDataModel() {
    Listener listener = listen("");
    Listener stranger = Listener.open(events, bearer(USERS.incrementAndGet()), null);

    String id = claimed();

    List<JsonNode> received = listener.await(6);
    assertThat(received.get(0).path("event").asText()).isEqualTo("nft:snapshot");
    assertThat(received.get(0).path("sequence").asLong()).isZero();
    assertThat(received.get(0).path("data").path("nft").path("newLevel").asInt()).isZero();
    assertThat(received.get(0).path("data").path("operation").isNull()).isTrue();
    assertThat(received.subList(1, 6).stream().map(LiveIT::step))
        .containsExactly(
            "1 started pending 0 " + id,
            "2 qualification_verified confirmed 10 " + id,
            "3 mint_submitted submitted 70 mintSignature",
            "4 mint_confirmed confirmed 80 mintSignature",
            "5 mint_completed confirmed 100 mintSignature");
    assertThat(received.get(5).path("event").asText()).isEqualTo("nft:transaction_status");
    assertThat(received.get(5).path("userId").asText()).isEqualTo(Integer.toString(user));
    assertThat(Instant.parse(received.get(5).path("timestamp").asText()))
        .isBefore(Instant.now().plusSeconds(1));
    assertThat(stranger.received()).hasSize(1);
    listener.close();
    stranger.close();
  }

  @Test
  void aNewNftIsPublishedWithItsBenefits() {
    Listener listener = listen("");

    others.publish(
        new NftEvent.Claimed(
            Instant.parse("2026-01-01T00:00:00Z"),
            new NftEvent.Claimed.Data(
                new UserId(user), 1, "Tech Chicken", Participants.NEW_MINT, "mintSignature")));

    assertThat(listener.await(2).get(1).toString())
        .isEqualTo(
            "{\"event\":\"nft:status_changed\",\"userId\":\""
                + user
                + "\",\"data\":{\"newLevel\":1,\"tierName\":\"Tech Chicken\",\"benefits\":"
                + "{\"feeReduction\":0.1,\"aiagentUses\":10}},"
                + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"sequence\":1}");
    listener.close();
  }

  @Test
  void whoComesBackGetsMissedEventsAndASnapshot() {
    String id = claimed();

    Listener listener = listen("?since=3");

    List<JsonNode> received = listener.await(3);
    assertThat(received.subList(0, 2).stream().map(LiveIT::step))
        .containsExactly(
            "4 mint_confirmed confirmed 80 mintSignature",
            "5 mint_completed confirmed 100 mintSignature");
    JsonNode snapshot = received.get(2);
    assertThat(snapshot.path("event").asText()).isEqualTo("nft:snapshot");
    assertThat(snapshot.path("sequence").asLong()).isEqualTo(5);
    assertThat(snapshot.path("data").path("operation").toString())
        .isEqualTo(
            "{\"id\":\""
                + id
                + "\",\"kind\":\"claim\",\"fromLevel\":0,\"toLevel\":1,\"status\":\"completed\","
                + "\"step\":\"mint_completed\",\"progress\":100}");
    listener.close();
  }

  @Test
  void aBrowserGivesItsTokenAsASubprotocol() {
    Listener listener =
        Listener.open(events, Map.of(), "bearer." + TestTokens.user(user, "wallet"));

    assertThat(listener.await(1).get(0).path("userId").asText()).isEqualTo(Integer.toString(user));
    listener.close();
  }

  @Test
  void newsThatNobodyPassedOnAreFoundInTheTable() {
    Listener listener = listen("");
    listener.await(1);

    Database.update("INSERT INTO user_feed (user_id, last_sequence) VALUES (?, 1)", user);
    Database.update(
        "INSERT INTO user_feed_event (user_id, sequence, body) VALUES (?, 1, '{\"sequence\":1}')",
        user);

    assertThat(listener.await(2).get(1).toString()).isEqualTo("{\"sequence\":1}");
    listener.close();
  }

  @Test
  void aUserMayListenTenTimesAtOnceAndNoMore() {
    List<Listener> ten = IntStream.range(0, 10).mapToObj(i -> listen("")).toList();
    ten.forEach(listener -> listener.await(1));

    Listener eleventh = listen("");
    assertThat(eleventh.awaitClosed()).isEqualTo("4029 too many connections");
    assertThat(eleventh.received()).isEmpty();

    ten.get(0).close();
    ten.get(0).awaitClosed();
    Listener another = listen("");
    another.await(1);
    ten.subList(1, 10).forEach(Listener::close);
    another.close();
  }

  private Listener listen(String query) {
    return Listener.open(URI.create(events + query), bearer(user), null);
  }

  private static Map<String, String> bearer(int user) {
    return Map.of("Authorization", "Bearer " + TestTokens.user(user, "wallet"));
  }

  private String claimed() {
    others.snapshot(user, 0, 1, 1);
    String id =
        Awaitility.await()
            .until(
                () ->
                    given()
                        .auth()
                        .oauth2(TestTokens.user(user, "wallet"))
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/v1/nft/claim"),
                answer -> answer.statusCode() == 202)
            .path("data.id");
    others.publish(Participants.verified(id, user, 1, false));
    others.publish(
        new SagaReply.MintSubmitted(
            id, new UserId(user), 1, Participants.NEW_MINT, "mintSignature"));
    others.publish(Participants.mintConfirmed(id, user, 1));
    others.events(id, 5);
    return id;
  }

  private static String step(JsonNode event) {
    JsonNode data = event.path("data");
    return event.path("sequence").asLong()
        + " "
        + data.path("step").asText()
        + " "
        + data.path("status").asText()
        + " "
        + data.path("progress").asInt()
        + " "
        + data.path("transactionId").asText();
  }
}
