package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.TestTokens;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A user of the service, with a test that plays the other services. */
abstract class OperationTest {
  /** Of the JVM: classes with another profile load this one again, on the same database. */
  private static final String LAST_USER = "test.upgrade.last.user";

  static Participants others;

  final int user = nextUser();
  final UserId userId = new UserId(user);

  static int nextUser() {
    int next = Integer.getInteger(LAST_USER, 1000) + 1;
    System.setProperty(LAST_USER, Integer.toString(next));
    return next;
  }

  @BeforeAll
  static void connect() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    others = new Participants();
  }

  @AfterAll
  static void disconnect() {
    others.close();
  }

  String awaitingSignature() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, false));
    assertThat(
            others.awaitCommand(
                Topics.BADGE_COMMANDS, BadgeCommand.ReserveBadges.class, id, "reserve_badges", 1))
        .isEqualTo(new BadgeCommand.ReserveBadges(id, userId, 2, 2));
    others.publish(Participants.reserved(id, user));
    MintingCommand.PrepareBurn prepare =
        others.awaitCommand(
            Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 1);
    assertThat(prepare.targetLevel()).isEqualTo(2);
    others.publish(Participants.prepared(id, user, 1, Instant.now().plusSeconds(60)));
    Awaitility.await().untilAsserted(() -> get(id).body("data.burnTransaction", notNullValue()));
    return id;
  }

  MintingCommand.MintNft awaitMint(String id) {
    return others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 1);
  }

  /** Publishes a snapshot, and returns when the service has it. */
  void knownSnapshot(int currentLevel, int qualifiedFor, long version) {
    others.snapshot(user, currentLevel, qualifiedFor, version);
    Awaitility.await()
        .until(
            () ->
                Database.count(
                        "SELECT COUNT(*) FROM qualification_snapshot WHERE user_id = ?"
                            + " AND version = ?",
                        user,
                        version)
                    == 1);
  }

  void awaitIssued(int level) {
    Awaitility.await()
        .until(
            () ->
                Database.count(
                        "SELECT COUNT(*) FROM issued_tier WHERE user_id = ? AND level = ?",
                        user,
                        level)
                    == 1);
  }

  /** The snapshot may still be on its way, so the request is repeated until it is accepted. */
  static String accepted(Request request) {
    return Awaitility.await()
        .until(() -> request.post(), r -> r.statusCode() == 202)
        .path("data.id");
  }

  Request claim() {
    return new Request(as(user), "/api/v1/nft/claim", "{}");
  }

  Request upgrade(int level) {
    return new Request(as(user), "/api/v1/nft/upgrades", "{\"targetLevel\":" + level + "}");
  }

  record Request(RequestSpecification caller, String path, String body) {
    Response post() {
      return caller.body(body).post(path);
    }
  }

  Response burn(String id, String transaction) {
    return as(user)
        .body(Map.of("signedTransaction", transaction))
        .post("/api/v1/nft/upgrades/" + id + "/burn");
  }

  Response post(String id, String what) {
    return as(user).post("/api/v1/nft/upgrades/" + id + "/" + what);
  }

  ValidatableResponse get(String id) {
    return as(user).get("/api/v1/nft/operations/" + id).then().statusCode(200);
  }

  ValidatableResponse awaitStatus(String id, String status) {
    Awaitility.await().untilAsserted(() -> get(id).body("data.status", equalTo(status)));
    return get(id);
  }

  RequestSpecification withKey(String key) {
    return as(user).header("Idempotency-Key", key).body("{}");
  }

  static RequestSpecification admin() {
    return given().auth().oauth2(TestTokens.withRoles(1, "admin")).contentType("application/json");
  }

  static RequestSpecification as(int user) {
    return given()
        .auth()
        .oauth2(TestTokens.user(user, Participants.wallet(user)))
        .contentType("application/json");
  }
}
