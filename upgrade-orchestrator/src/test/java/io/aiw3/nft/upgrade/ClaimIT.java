package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Claims, and what holds for every operation at its beginning. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class ClaimIT extends OperationTest {

  @Test
  void aClaimGoesFromVerificationToTheMint() {
    others.snapshot(user, 0, 1, 1);

    get("open").body("data", nullValue());
    String id = accepted(claim());
    get("open")
        .body("data.id", equalTo(id))
        .body("data.kind", equalTo("claim"))
        .body("data.status", equalTo("pending"));
    QualificationCommand.VerifyQualification verify =
        others.awaitCommand(
            Topics.QUALIFICATION_COMMANDS,
            QualificationCommand.VerifyQualification.class,
            id,
            "verify_qualification",
            1);
    assertThat(verify).isEqualTo(new QualificationCommand.VerifyQualification(id, userId, 1));
    others.publish(Participants.verified(id, user, 1, false));
    assertThat(awaitMint(id))
        .isEqualTo(
            new MintingCommand.MintNft(
                id, userId, OperationKind.CLAIM, Participants.wallet(user), 1, 0, null));
    others.publish(
        new SagaReply.MintSubmitted(id, userId, 1, Participants.NEW_MINT, "mintSignature"));
    others.publish(Participants.mintConfirmed(id, user, 1));
    awaitStatus(id, "completed");
    get("open").body("data", nullValue());
    get(id)
        .body("data.kind", equalTo("claim"))
        .body("data.fromLevel", equalTo(0))
        .body("data.progress", equalTo(100))
        .body("data.oldMintAddress", nullValue())
        .body("data.newMintAddress", equalTo(Participants.NEW_MINT))
        .body("data.mintTransactionSignature", equalTo("mintSignature"))
        .body("data.error", nullValue())
        .body(
            "data.history.step",
            contains(
                "started",
                "qualification_verified",
                "mint_submitted",
                "mint_confirmed",
                "mint_completed"));
    assertThat(others.events(id, 5))
        .containsExactly(
            "started:pending",
            "qualification_verified:pending",
            "mint_submitted:pending",
            "mint_confirmed:mint_confirmed",
            "mint_completed:completed");
    assertThat(others.eventVersions(id)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void fiftyClaimsAtOnceBeginOne() {
    knownSnapshot(0, 1, 1);

    List<Response> answers =
        IntStream.range(0, 50).parallel().mapToObj(i -> claim().post()).toList();

    assertThat(answers.stream().filter(a -> a.statusCode() == 202)).hasSize(1);
    assertThat(answers.stream().filter(a -> a.statusCode() == 409)).hasSize(49);
    String id =
        answers.stream()
            .filter(a -> a.statusCode() == 202)
            .findFirst()
            .orElseThrow()
            .path("data.id");
    assertThat(
            answers.stream()
                .filter(a -> a.statusCode() == 409)
                .map(a -> a.path("error.code") + " " + a.path("error.details.operationId"))
                .distinct())
        .containsExactly("OPERATION_IN_PROGRESS " + id);
  }

  @Test
  void fiftyCallsAtOnceWithOneKeyAreAnsweredAlike() {
    knownSnapshot(0, 1, 1);
    String key = UUID.randomUUID().toString();

    List<Response> answers =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(
                i -> as(user).header("Idempotency-Key", key).body("{}").post("/api/v1/nft/claim"))
            .toList();

    assertThat(answers).extracting(Response::statusCode).containsOnly(202);
    assertThat(answers.stream().map(Response::asString).distinct()).hasSize(1);
  }

  @Test
  void theKeyOfAnEarlierClaimGivesItsAnswerWhenTheNftIsLongHeld() {
    others.snapshot(user, 0, 1, 1);
    String key = UUID.randomUUID().toString();
    Response first = as(user).header("Idempotency-Key", key).body("{}").post("/api/v1/nft/claim");
    String id = first.path("data.id");
    others.publish(Participants.verified(id, user, 1, false));
    awaitMint(id);
    others.publish(Participants.mintConfirmed(id, user, 1));
    awaitStatus(id, "completed");
    others.snapshot(user, 1, 2, 2);

    as(user)
        .header("Idempotency-Key", key)
        .body("{}")
        .post("/api/v1/nft/claim")
        .then()
        .statusCode(202)
        .body(equalTo(first.asString()));
    claim().post().then().statusCode(not(202));
  }

  @Test
  void aRedisThatHangsDelaysNobody() {
    others.snapshot(user, 0, 1, 1);
    TestInfrastructure.redis().pause();
    try {
      String id = accepted(claim());
      claim().post().then().statusCode(409).body("error.details.operationId", equalTo(id));
      others.publish(Participants.verified(id, user, 1, false));
      awaitMint(id);
      others.publish(Participants.mintConfirmed(id, user, 1));

      awaitStatus(id, "completed");
    } finally {
      TestInfrastructure.redis().resume();
    }
  }

  @Test
  void aLockThatNobodyHoldsAnyMoreBlocksNobody() {
    others.snapshot(user, 0, 1, 1);
    Database.redis("SET", "nft_lock:unlock:" + user, "locked", "EX", "300");

    accepted(claim());
  }

  @Test
  void theSameKeyGivesTheSameAnswerEvenAfterTheOperationHasMovedOn() {
    others.snapshot(user, 0, 1, 1);
    String key = UUID.randomUUID().toString();
    String first =
        withKey(key).post("/api/v1/nft/claim").then().statusCode(202).extract().asString();
    String id = new JsonPath(first).getString("data.id");
    others.publish(Participants.verified(id, user, 1, false));
    awaitMint(id);

    String second =
        withKey(key).post("/api/v1/nft/claim").then().statusCode(202).extract().asString();

    assertThat(second).isEqualTo(first);
  }

  @Test
  void aParticipantThatDoesNotAnswerIsAskedAgain() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());

    Database.update("UPDATE saga SET next_action_at = UTC_TIMESTAMP(3) WHERE id = ?", id);

    others.awaitCommand(
        Topics.QUALIFICATION_COMMANDS,
        QualificationCommand.VerifyQualification.class,
        id,
        "verify_qualification",
        2);
  }

  @Test
  void anotherUsersOperationDoesNotExist() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    int stranger = nextUser();

    for (String path : List.of("upgrades/", "operations/")) {
      as(stranger)
          .get("/api/v1/nft/" + path + id)
          .then()
          .statusCode(404)
          .body("error.code", equalTo("NOT_FOUND"));
    }
    as(stranger).post("/api/v1/nft/upgrades/" + id + "/cancel").then().statusCode(404);
    as(stranger)
        .body(Map.of("signature", "5".repeat(88)))
        .post("/api/v1/nft/upgrades/" + id + "/burn")
        .then()
        .statusCode(404);
    as(stranger).get("/api/v1/nft/upgrades").then().body("data.total", equalTo(0));
  }

  @Test
  void aMintThatIsRefusedEndsTheClaimWithItsReason() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    others.publish(Participants.verified(id, user, 1, false));
    awaitMint(id);

    others.publish(
        new SagaReply.MintRefused(id, userId, "TIER_ALREADY_ISSUED", "Level 1 was issued before."));

    awaitStatus(id, "failed")
        .body("data.error.code", equalTo("TIER_ALREADY_ISSUED"))
        .body("data.error.message", equalTo("Level 1 was issued before."));
    accepted(claim());
  }

  @Test
  void aTierThatWasEverIssuedIsNotClaimedAgain() {
    String mint = TestWallets.newAddress();
    others.publish(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(userId, 1, "Tech Chicken", mint, "signature", null, 1L)));
    others.publish(
        new NftEvent.Burned(
            Instant.now(),
            new NftEvent.Burned.Data(userId, 1, "Tech Chicken", mint, "signature", null, 2L)));
    awaitIssued(1);
    knownSnapshot(0, 1, 1);

    claim()
        .post()
        .then()
        .statusCode(409)
        .body("error.code", equalTo("TIER_ALREADY_ISSUED"))
        .body("error.details.targetLevel", equalTo(1));
  }

  @Test
  void aTierThatWasIssuedAgainByAnAdministratorIsIssuedAllTheSame() {
    others.publish(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(
                userId,
                1,
                "Tech Chicken",
                TestWallets.newAddress(),
                "signature",
                TestWallets.newAddress(),
                1L)));
    awaitIssued(1);
    knownSnapshot(0, 1, 1);

    claim().post().then().statusCode(409).body("error.code", equalTo("TIER_ALREADY_ISSUED"));
  }

  /** One that reached the database would make its connection fail for the next request. */
  @Test
  void anIdThatCannotBeIsNotThereAndHarmsNobody() {
    for (int i = 0; i < 50; i++) {
      as(user).get("/api/v1/nft/upgrades/{id}", "\uD83D\uDC14").then().statusCode(404);
      as(user).post("/api/v1/nft/upgrades/{id}/retry", "\uD83D\uDC14").then().statusCode(404);
      as(user).get("/api/v1/nft/upgrades/{id}", "a-stranger").then().statusCode(404);
    }
  }

  @Test
  void theLocksOfTheDataModelAreHeldWhileAnOperationIsUnderWay() {
    others.snapshot(user, 0, 1, 1);
    String claim = accepted(claim());
    assertThat(Database.redis("TTL", "nft_lock:unlock:" + user)).isBetween(181L, 300L);

    others.publish(
        new SagaReply.QualificationRefused(
            claim,
            userId,
            1,
            "The volume is gone.",
            new SagaReply.Shortfall(
                BigDecimal.TEN, BigDecimal.ONE, BigDecimal.valueOf(9), 0, 0, List.of(), 0)));
    awaitStatus(claim, "failed");

    Awaitility.await().until(() -> Database.redis("EXISTS", "nft_lock:unlock:" + user) == 0);
  }
}
