package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.build.Jwt;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
  private static final String FOUND =
      "{\"event\":\"nft:awarded\",\"userId\":\"7\",\"data\":{\"mintAddress\":\""
          + Participants.NEW_MINT
          + "\",\"level\":6,\"tierName\":\"Trophy\",\"competitionId\":null,\"rank\":null,"
          + "\"transactionId\":\"signature\"},\"timestamp\":\"2026-01-01T00:00:00Z\",\"sequence\":1}";

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
    listener.await(1);
    stranger.await(1);

    String id = claimed();

    List<JsonNode> received = new ArrayList<>(listener.await(7));
    assertThat(received.remove(1).path("event").asText()).isEqualTo("nft:qualification_changed");
    assertThat(received.get(0).path("event").asText()).isEqualTo("nft:snapshot");
    assertThat(received.get(0).path("sequence").asLong()).isZero();
    assertThat(received.get(0).path("data").path("nft").path("newLevel").asInt()).isZero();
    assertThat(received.get(0).path("data").path("operation").isNull()).isTrue();
    assertThat(received.subList(1, 6).stream().map(LiveIT::step))
        .containsExactly(
            "2 started pending 0 " + id,
            "3 qualification_verified confirmed 10 " + id,
            "4 mint_submitted submitted 70 mintSignature",
            "5 mint_confirmed confirmed 80 mintSignature",
            "6 mint_completed confirmed 100 mintSignature");
    assertThat(received.get(5).path("event").asText()).isEqualTo("nft:transaction_status");
    assertThat(received.get(5).path("userId").asText()).isEqualTo(Integer.toString(user));
    JsonNode completed = received.get(5).path("data");
    assertThat(completed.path("operationId").asText()).isEqualTo(id);
    assertThat(completed.path("kind").asText()).isEqualTo("claim");
    assertThat(completed.path("toLevel").asInt()).isEqualTo(1);
    assertThat(completed.path("mintAddress").asText()).isEqualTo(Participants.NEW_MINT);
    assertThat(completed.path("errorCode").isNull()).isTrue();
    assertThat(Instant.parse(received.get(5).path("timestamp").asText()))
        .isBefore(Instant.now().plusSeconds(1));
    assertThat(stranger.received()).hasSize(1);
    listener.close();
    stranger.close();
  }

  @Test
  void aNewNftIsPublishedAndItsBenefitsOnceTheyAreOn() {
    String nft = TestWallets.newAddress();
    Listener listener = listen("");

    others.publish(
        new NftEvent.Claimed(
            Instant.parse("2026-01-01T00:00:00Z"),
            new NftEvent.Claimed.Data(
                new UserId(user), 1, "Tech Chicken", nft, "mintSignature", null, 1L)));

    assertThat(listener.await(2).get(1).toString())
        .isEqualTo(
            "{\"event\":\"nft:status_changed\",\"userId\":\""
                + user
                + "\",\"data\":{\"newLevel\":1,\"tierName\":\"Tech Chicken\",\"benefits\":"
                + "{\"feeReduction\":0,\"aiagentUses\":0},\"mintAddress\":\""
                + nft
                + "\",\"status\":\"unlocked\",\"benefitsActive\":false},"
                + "\"timestamp\":\"2026-01-01T00:00:00Z\",\"sequence\":1}");
    others.publish(
        new NftEvent.Activated(
            Instant.now(),
            new NftEvent.Activated.Data(new UserId(user), 1, "Tech Chicken", nft, 2L)));
    JsonNode active = listener.await(3).get(2).path("data");
    assertThat(active.path("benefitsActive").asBoolean()).isTrue();
    assertThat(active.path("benefits").toString())
        .isEqualTo("{\"feeReduction\":0.1,\"aiagentUses\":10}");
    listener.close();
  }

  @Test
  void anAwardIsPublishedWithTheBenefitsThatItGives() {
    String nft = TestWallets.newAddress();
    Listener listener = listen("");
    listener.await(1);

    others.publish(
        new NftEvent.Awarded(
            Instant.now(),
            new NftEvent.Awarded.Data(
                new UserId(user), 6, "Trophy Breeder", nft, "signature", "spring", 2)));

    List<JsonNode> received = listener.await(3);
    assertThat(received.get(1).at("/data/newLevel").asInt()).isZero();
    assertThat(received.get(1).at("/data/benefits/feeReduction").decimalValue())
        .isEqualByComparingTo("0.25");
    assertThat(received.get(2).path("event").asText()).isEqualTo("nft:awarded");
    assertThat(received.get(2).path("data").toString())
        .isEqualTo(
            "{\"mintAddress\":\""
                + nft
                + "\",\"level\":6,\"tierName\":\"Trophy Breeder\",\"competitionId\":\"spring\","
                + "\"rank\":2,\"transactionId\":\"signature\"}");
    listener.close();
    Listener later = listen("");
    assertThat(later.await(1).get(0).at("/data/nft/benefits/feeReduction").decimalValue())
        .isEqualByComparingTo("0.25");
    later.close();
  }

  @Test
  void aBadgeThatChangesIsPublishedWithItsOperation() {
    Listener listener = listen("");
    listener.await(1);
    String saga = UUID.randomUUID().toString();

    others.publish(
        new BadgeEvent.Reserved(
            Instant.now(),
            new BadgeEvent.Data(
                new UserId(user),
                "newcomer",
                "newcomer:" + user,
                "Newcomer",
                BadgeType.ACHIEVEMENT_BADGE,
                3,
                BadgeState.RESERVED,
                saga,
                3L)));

    JsonNode event = listener.await(2).get(1);
    assertThat(event.path("event").asText()).isEqualTo("nft:badge_changed");
    assertThat(event.at("/data/badge").asText()).isEqualTo("newcomer");
    assertThat(event.at("/data/state").asText()).isEqualTo("reserved");
    assertThat(event.at("/data/operationId").asText()).isEqualTo(saga);
    assertThat(event.at("/data/version").asLong()).isEqualTo(3);
    listener.close();
  }

  @Test
  void whatFailsCarriesItsCodeAndReason() {
    Listener listener = listen("");
    listener.await(1);
    others.snapshot(user, 0, 1, 1);
    assertThat(listener.await(2).get(1).path("event").asText())
        .isEqualTo("nft:qualification_changed");
    String id =
        given()
            .auth()
            .oauth2(TestTokens.user(user, Participants.wallet(user)))
            .contentType("application/json")
            .body("{}")
            .post("/api/v1/nft/claim")
            .path("data.id");

    others.publish(
        new SagaReply.MintRefused(id, new UserId(user), "TIER_ALREADY_HELD", "No more."));
    others.publish(Participants.verified(id, user, 1, false));
    others.awaitCommand(Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 1);
    others.publish(
        new SagaReply.MintRefused(id, new UserId(user), "TIER_ALREADY_HELD", "No more."));

    JsonNode failed = listener.await(5).get(4).path("data");
    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("operationId").asText()).isEqualTo(id);
    assertThat(failed.path("errorCode").asText()).isEqualTo("TIER_ALREADY_HELD");
    assertThat(failed.path("errorMessage").asText()).isEqualTo("No more.");
    listener.close();
  }

  /** Who does not listen reads it with the snapshot. */
  @Test
  void howFarAUserHasComeIsPublishedToThoseWhoListen() {
    others.snapshot(user, 1, 0, 1);
    Awaitility.await()
        .until(
            () ->
                Database.count(
                        "SELECT COUNT(*) FROM qualification_snapshot WHERE user_id = ?", user)
                    == 1);
    Listener listener = listen("");
    JsonNode snapshot = listener.await(1).get(0);
    assertThat(snapshot.path("sequence").asLong()).isZero();
    assertThat(snapshot.at("/data/qualification/version").asLong()).isEqualTo(1);
    assertThat(snapshot.at("/data/qualification/qualified").asBoolean()).isFalse();

    others.snapshot(user, 1, 2, 2);

    JsonNode event = listener.await(2).get(1);
    assertThat(event.path("event").asText()).isEqualTo("nft:qualification_changed");
    assertThat(event.path("sequence").asLong()).isEqualTo(1);
    assertThat(event.path("data").toString())
        .isEqualTo(
            "{\"tradingVolume\":75000.0000000001,\"tradingVolumeText\":\"75000.0000000001\","
                + "\"currentLevel\":1,\"mintAddress\":\""
                + Participants.OLD_MINT
                + "\",\"nextLevel\":2,\"progress\":1,\"qualified\":true,\"badgesMissing\":[],"
                + "\"eligibleLevels\":[2],\"version\":2}");
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
        "INSERT INTO user_feed_event (user_id, sequence, body) VALUES (?, 1, ?)", user, FOUND);

    assertThat(listener.await(2).get(1).toString()).isEqualTo(FOUND);
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
                        .oauth2(TestTokens.user(user, Participants.wallet(user)))
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
