package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What operators see, and can do. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class OperatorIT extends OperationTest {

  @Test
  void operatorsSeeWhatIsStuckAndTheWholeTimeline() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, true));
    others.publish(Participants.reserved(id, user));
    awaitMint(id);
    others.publish(new SagaReply.MintDelayed(id, userId, 1, "rpc", "The RPC endpoint is away."));
    Awaitility.await()
        .untilAsserted(() -> get(id).body("data.error.code", equalTo("MINT_DELAYED")));
    Database.update(
        "UPDATE saga SET state_since = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR WHERE id = ?", id);

    admin()
        .get("/api/v1/admin/upgrades?stuck=true&status=burn_confirmed&pageSize=100")
        .then()
        .statusCode(200)
        .body("data.items.operation.id", hasItem(id))
        .body("data.items.find { it.operation.id == '" + id + "' }.state", equalTo("minting"))
        .body("data.items.find { it.operation.id == '" + id + "' }.stuck", equalTo(true));
    admin()
        .get("/api/v1/admin/upgrades/" + id + "/timeline")
        .then()
        .body(
            "data.name",
            contains(
                "start",
                "started",
                "verify_qualification",
                "qualification_verified",
                "qualification_verified",
                "reserve_badges",
                "badges_reserved",
                "badges_reserved",
                "burn_confirmed",
                "mint_nft",
                "mint_delayed"));
    admin().post("/api/v1/admin/upgrades/" + id + "/retry").then().statusCode(202);
    as(user).get("/api/v1/admin/upgrades").then().statusCode(403);
  }

  @Test
  void sagasThatCannotBeReadDoNotStandBeforeTheOthers() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    try {
      for (int i = 0; i < 60; i++) {
        Database.update(
            "INSERT INTO saga (id, kind, user_id, from_level, to_level, status, state, step,"
                + " version, changes, state_since, next_action_at, attempts, created_at,"
                + " updated_at) VALUES (UUID(), 'claim', ?, 0, 1, 'pending', 'nonsense', 'started',"
                + " 0, 0, '2020-01-01', '2020-01-01', 0, '2020-01-01', '2020-01-01')",
            2_000_000_000 + i);
      }

      Database.update("UPDATE saga SET next_action_at = UTC_TIMESTAMP(3) WHERE id = ?", id);

      others.awaitCommand(
          Topics.QUALIFICATION_COMMANDS,
          QualificationCommand.VerifyQualification.class,
          id,
          "verify_qualification",
          2);
    } finally {
      Database.update("DELETE FROM saga WHERE state = 'nonsense'");
    }
  }

  @Test
  void aSagaThatWaitsForLongHasAShortHistory() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    for (int times = 2; times <= 6; times++) {
      Database.update("UPDATE saga SET next_action_at = UTC_TIMESTAMP(3) WHERE id = ?", id);
      others.awaitCommand(
          Topics.QUALIFICATION_COMMANDS,
          QualificationCommand.VerifyQualification.class,
          id,
          "verify_qualification",
          times);
    }
    for (String operator : List.of("ann", "ann", "ann", "b".repeat(255))) {
      by(operator).post("/api/v1/admin/upgrades/" + id + "/retry").then().statusCode(202);
    }

    String timeline = "/api/v1/admin/upgrades/" + id + "/timeline";
    admin()
        .get(timeline)
        .then()
        .body(
            "data.name",
            contains(
                "start",
                "started",
                "verify_qualification",
                "due",
                "operator_retry",
                "operator_retry"))
        .body("data.times", contains(1, 1, 10, 5, 3, 1))
        .body("data[5].detail", equalTo("by operator " + "b".repeat(255)));
    admin()
        .get(timeline + "?page=2&pageSize=2")
        .then()
        .body("data.name", contains("verify_qualification", "due"));
    admin().get(timeline + "?page=9").then().statusCode(200).body("data", empty());
    admin().get(timeline + "?pageSize=101").then().statusCode(400);
  }

  @Test
  void operatorsSeeWhatHasFailedWhyAndSinceWhen() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    as(user).post("/api/v1/nft/upgrades/" + id + "/cancel").then().statusCode(202);
    Instant ended = Instant.parse(get(id).extract().path("data.updatedAt"));

    admin()
        .get("/api/v1/admin/upgrades?status=failed&pageSize=100")
        .then()
        .statusCode(200)
        .body("data.items.operation.status.unique()", contains("failed"))
        .body("data.items.find { it.operation.id == '" + id + "' }.stuck", equalTo(false))
        .body("data.items.find { it.operation.id == '" + id + "' }.nextActionAt", nullValue())
        .body(
            "data.items.find { it.operation.id == '" + id + "' }.since", equalTo(ended.toString()))
        .body(
            "data.items.find { it.operation.id == '" + id + "' }.operation.error.code",
            equalTo("CANCELLED"));
  }

  @Test
  void anOperatorCancelsBeforeTheBurnAndTheHistoryNamesThem() {
    String id = awaitingSignature();
    String cancel = "/api/v1/admin/upgrades/" + id + "/cancel";
    as(user).post(cancel).then().statusCode(403);
    String answer =
        by("ann")
            .header("Idempotency-Key", "cancel-" + id)
            .post(cancel)
            .then()
            .statusCode(202)
            .body("data.status", equalTo("pending"))
            .body("data.burnTransaction", nullValue())
            .extract()
            .asString();

    // Nothing is freed before the burn can no longer land.
    assertThat(others.commands(Topics.BADGE_COMMANDS, id, "release_badges")).isZero();
    others.publish(new SagaReply.BurnExpired(id, userId, 1, "burnSignature1"));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    others.publish(new SagaReply.BadgesReleased(id, userId));

    awaitStatus(id, "failed")
        .body("data.error.code", equalTo("CANCELLED"))
        .body("data.error.message", equalTo("The operation was cancelled before the burn."));
    admin()
        .get("/api/v1/admin/upgrades/" + id + "/timeline")
        .then()
        .body("data.findAll { it.name == 'cancel' }.detail", contains("by operator ann"));
    assertThat(by("ann").header("Idempotency-Key", "cancel-" + id).post(cancel).asString())
        .isEqualTo(answer);
    by("ann").post(cancel).then().statusCode(409);
  }

  @Test
  void afterTheBurnAnOperatorCanOnlyRetry() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, true));
    others.publish(Participants.reserved(id, user));
    awaitMint(id);

    admin()
        .post("/api/v1/admin/upgrades/" + id + "/cancel")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("OPERATION_STATE_CONFLICT"))
        .body("error.details.state", equalTo("minting"));
    get(id).body("data.status", equalTo("burn_confirmed"));
    admin()
        .post("/api/v1/admin/upgrades/00000000-0000-4000-8000-000000000000/cancel")
        .then()
        .statusCode(404);
  }

  @Test
  void theMetricsTellWhatIsOpenHowOldItIsAndHowLongEachStepTook() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, true));
    others.publish(Participants.reserved(id, user));
    awaitMint(id);
    Database.update(
        "UPDATE saga SET state_since = UTC_TIMESTAMP(3) - INTERVAL 2 HOUR WHERE id = ?", id);

    Awaitility.await()
        .untilAsserted(
            () -> {
              String metrics = given().get("/q/metrics").asString();
              assertThat(metrics)
                  .containsPattern(
                      "aiw3_saga_open\\{age=\"over_1h\",kind=\"upgrade\",state=\"minting\"}"
                          + " [1-9]")
                  .containsPattern(
                      "aiw3_saga_oldest_seconds\\{kind=\"upgrade\",state=\"minting\"}"
                          + " 7[2-9][0-9]{2}\\.")
                  .containsPattern("aiw3_saga_stuck [1-9]")
                  .containsPattern(
                      "aiw3_saga_state_seconds_count\\{kind=\"upgrade\","
                          + "state=\"reserving_badges\"} [1-9]");
            });
  }

  private static RequestSpecification by(String operator) {
    return given()
        .auth()
        .oauth2(TestTokens.token(operator, null, "admin"))
        .contentType("application/json");
  }
}
