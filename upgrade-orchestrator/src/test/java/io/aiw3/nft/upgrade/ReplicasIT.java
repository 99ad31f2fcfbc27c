package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas share the sagas and the users: who is connected to which makes no difference. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class ReplicasIT {
  private static final String EVENTS = "/api/v1/nft/events";
  private static final int FIRST_USER = 970_001;

  /** So many that each replica has partitions with some of them. */
  private static final int USERS = 16;

  @TestHTTPResource("/")
  URI here;

  @Inject MeterRegistry metrics;

  private final Participants others = new Participants();
  private Replica other;

  @BeforeEach
  void startAnother() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    other = Replica.start();
  }

  @AfterEach
  void stopIt() {
    other.close();
    others.close();
  }

  private record Ears(Listener here, Listener there) {}

  @Test
  void bothReplicasSendAUserTheSameWhicheverOfThemDrivesTheSaga()
      throws IOException, InterruptedException {
    long endedHere = endedHere();
    List<Integer> users = IntStream.range(FIRST_USER, FIRST_USER + USERS).boxed().toList();
    users.forEach(user -> others.snapshot(user, 0, 1, 1));
    users.forEach(ReplicasIT::awaitSnapshot);
    Map<Integer, Ears> ears = new LinkedHashMap<>();
    users.forEach(
        user -> ears.put(user, new Ears(listen(here, user, ""), listen(other.url(), user, ""))));

    Map<Integer, String> claims = new LinkedHashMap<>();
    for (int user : users) {
      claims.put(user, begun(user % 2 == 0 ? here : other.url(), user, "claim", "{}", "claim"));
    }
    claims.forEach(
        (user, id) -> {
          others.publish(Participants.verified(id, user, 1, false));
          others.publish(
              new SagaReply.MintSubmitted(
                  id, new UserId(user), 1, Participants.NEW_MINT, "mintSignature"));
          others.publish(Participants.mintConfirmed(id, user, 1));
        });

    ears.forEach(
        (user, each) -> {
          List<JsonNode> received = each.here().await(6);
          assertThat(received.subList(1, 6))
              .extracting(event -> event.path("sequence").asInt() + event.at("/data/step").asText())
              .containsExactly(
                  "1started",
                  "2qualification_verified",
                  "3mint_submitted",
                  "4mint_confirmed",
                  "5mint_completed");
          assertThat(each.there().await(6).subList(1, 6)).isEqualTo(received.subList(1, 6));
        });
    assertThat(other.ended()).as("sagas ended over there").isPositive();
    assertThat(endedHere() - endedHere).as("sagas ended here").isPositive();
    assertThat(other.ended() + endedHere() - endedHere).isEqualTo(USERS);
    ears.values().forEach(each -> assertThat(each.here().received()).hasSize(6));
    ears.values().forEach(each -> assertThat(each.there().received()).hasSize(6));
    ears.values().forEach(each -> each.here().close());
    ears.values().forEach(each -> each.there().close());
  }

  @Test
  void anUpgradeGoesOnWhenTheReplicaThatItsOwnerListensToIsKilled() {
    int user = FIRST_USER + USERS;
    UserId userId = new UserId(user);
    others.snapshot(user, 1, 2, 1);
    awaitSnapshot(user);
    Listener there = listen(other.url(), user, "");

    // Any replica answers, as if there were one.
    String body = "{\"targetLevel\":2}";
    String id = begun(here, user, "upgrades", body, "the-upgrade");
    call(other.url(), user, "upgrades", body, "the-upgrade")
        .then()
        .statusCode(202)
        .body("data.id", equalTo(id));
    call(other.url(), user, "upgrades", body, "another-upgrade")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("OPERATION_IN_PROGRESS"));
    others.publish(Participants.verified(id, user, 2, false));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReserveBadges.class, id, "reserve_badges", 1);
    others.publish(Participants.reserved(id, user));
    others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 1);
    others.publish(Participants.prepared(id, user, 1, Instant.now().plusSeconds(60)));
    there.await(5);
    String signed = "{\"signedTransaction\":\"" + Participants.transaction(1, true) + "\"}";
    call(other.url(), user, "upgrades/" + id + "/burn", signed, "the-burn").then().statusCode(202);
    others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.SubmitBurn.class, id, "submit_burn", 1);
    others.publish(new SagaReply.BurnSubmitted(id, userId, 1, "burnSignature1"));
    List<JsonNode> before = there.await(6);

    other.kill();
    others.publish(
        new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burnSignature1"));
    others.awaitCommand(Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 1);
    long last = before.get(before.size() - 1).path("sequence").asLong();
    Listener back = listen(here, user, "?since=" + last);
    others.publish(Participants.mintConfirmed(id, user, 2));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ConsumeBadges.class, id, "consume_badges", 1);
    others.publish(new SagaReply.BadgesConsumed(id, userId));

    List<JsonNode> after = back.await(5);
    List<JsonNode> all = new ArrayList<>(before);
    all.addAll(after);
    all.removeIf(event -> event.path("event").asText().equals("nft:snapshot"));
    assertThat(all)
        .extracting(event -> event.path("sequence").asLong())
        .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
    assertThat(all)
        .extracting(event -> event.at("/data/step").asText())
        .containsExactly(
            "started",
            "qualification_verified",
            "badges_reserved",
            "burn_prepared",
            "burn_submitted",
            "burn_confirmed",
            "mint_confirmed",
            "badges_consumed",
            "mint_completed");
    assertThat(after.get(0).at("/data/step").asText()).isEqualTo("burn_confirmed");
    assertThat(after.get(1).path("event").asText()).isEqualTo("nft:snapshot");
    back.close();
  }

  /** What is known before they listen is no event. */
  private static void awaitSnapshot(int user) {
    Awaitility.await()
        .until(
            () ->
                Database.count(
                        "SELECT COUNT(*) FROM qualification_snapshot WHERE user_id = ?", user)
                    == 1);
  }

  private static Listener listen(URI replica, int user, String query) {
    Listener listener =
        Listener.open(
            replica.resolve(EVENTS + query),
            Map.of("Authorization", "Bearer " + TestTokens.user(user, Participants.wallet(user))),
            null);
    listener.await(1);
    return listener;
  }

  /** The snapshot may still be on its way to the read model, so it is retried until accepted. */
  private static String begun(URI replica, int user, String path, String body, String key) {
    return Awaitility.await()
        .until(() -> call(replica, user, path, body, key), answer -> answer.statusCode() == 202)
        .path("data.id");
  }

  private static Response call(URI replica, int user, String path, String body, String key) {
    return given()
        .baseUri("http://" + replica.getHost())
        .port(replica.getPort())
        .auth()
        .oauth2(TestTokens.user(user, Participants.wallet(user)))
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(body)
        .post("/api/v1/nft/" + path);
  }

  private long endedHere() {
    return metrics.find("aiw3.saga").timers().stream().mapToLong(Timer::count).sum();
  }
}
