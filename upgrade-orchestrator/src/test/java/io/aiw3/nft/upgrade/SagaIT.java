package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
class SagaIT {
  private static final AtomicInteger USERS = new AtomicInteger(1000);
  private static Participants others;

  private final int user = USERS.incrementAndGet();
  private final UserId userId = new UserId(user);

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
  void aClaimGoesFromVerificationToTheMint() {
    others.snapshot(user, 0, 1, 1);

    String id = accepted(claim());
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
    awaitStatus(id, "completed")
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
  void anUpgradeBurnsBeforeItMintsAndConsumesAfterwards() {
    String id = awaitingSignature();

    get(id)
        .body("data.status", equalTo("pending"))
        .body("data.step", equalTo("burn_prepared"))
        .body("data.progress", equalTo(30))
        .body("data.oldMintAddress", equalTo(Participants.OLD_MINT))
        .body("data.burnTransaction.transaction", equalTo(Participants.transaction(1, false)))
        .body("data.burnTransaction.signature", equalTo("burnSignature1"))
        .body("data.burnTransaction.lastValidBlockHeight", equalTo(1000))
        .body("data.burnTransaction.signUntil", notNullValue());
    burn(id, Participants.transaction(1, true)).then().statusCode(202);
    assertThat(
            others.awaitCommand(
                Topics.MINTING_COMMANDS, MintingCommand.SubmitBurn.class, id, "submit_burn", 1))
        .isEqualTo(
            new MintingCommand.SubmitBurn(id, userId, 1, Participants.transaction(1, true), null));
    others.publish(new SagaReply.BurnSubmitted(id, userId, 1, "burnSignature1"));
    others.publish(
        new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burnSignature1"));
    assertThat(awaitMint(id).oldMintAddress()).isEqualTo(Participants.OLD_MINT);
    others.publish(Participants.mintConfirmed(id, user, 2));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ConsumeBadges.class, id, "consume_badges", 1);
    others.publish(new SagaReply.BadgesConsumed(id, userId));

    awaitStatus(id, "completed")
        .body("data.burnTransactionSignature", equalTo("burnSignature1"))
        .body("data.burnTransaction", nullValue())
        .body("data.newMintAddress", equalTo(Participants.NEW_MINT));
    assertThat(others.events(id, 9))
        .containsExactly(
            "started:pending",
            "qualification_verified:pending",
            "badges_reserved:pending",
            "burn_prepared:pending",
            "burn_submitted:pending",
            "burn_confirmed:burn_confirmed",
            "mint_confirmed:mint_confirmed",
            "badges_consumed:mint_confirmed",
            "mint_completed:completed");
    assertThat(others.commands(Topics.MINTING_COMMANDS, id, "mint_nft")).isEqualTo(1);
  }

  @Test
  void anNftThatIsBurnedAlreadyIsNotBurnedAgain() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, true));
    others.publish(Participants.reserved(id, user));

    assertThat(awaitMint(id).level()).isEqualTo(2);
    get(id).body("data.status", equalTo("burn_confirmed"));
    assertThat(others.commands(Topics.MINTING_COMMANDS, id, "prepare_burn")).isZero();
  }

  @Test
  void fiftyClaimsAtOnceBeginOne() {
    others.snapshot(user, 0, 1, 1);

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
  void aUserWithoutTheVolumeIsToldWhatIsMissing() {
    others.snapshot(user, 1, 0, 1);
    Awaitility.await()
        .untilAsserted(
            () ->
                upgrade(2)
                    .post()
                    .then()
                    .statusCode(422)
                    .body("error.code", equalTo("NFT_UPGRADE_FAILED"))
                    .body("error.message", equalTo("Insufficient trading volume for upgrade"))
                    .body("error.details.required", equalTo(200000))
                    .body("error.details.badgesRequired", equalTo(2))
                    .body("error.details.badgesMissing", contains("contract_enlightener"))
                    .body("error.details.currentLevel", equalTo(1))
                    .body("error.details.targetLevel", equalTo(2)));
    assertThat(upgrade(2).post().asString())
        .contains("\"current\":75000.0000000001")
        .contains("\"shortfall\":124999.9999999999");
  }

  @Test
  void aFailureBeforeTheBurnFreesTheBadges() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, false));
    others.publish(Participants.reserved(id, user));
    others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 1);

    others.publish(
        new SagaReply.BurnRefused(id, userId, 1, "not_held", "The NFT is not in the wallet."));

    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    get(id).body("data.status", equalTo("pending"));
    others.publish(new SagaReply.BadgesReleased(id, userId));
    awaitStatus(id, "failed")
        .body("data.error.code", equalTo("BURN_REFUSED"))
        .body("data.error.message", equalTo("The NFT is not in the wallet."));
    accepted(upgrade(2));
  }

  @Test
  void aCancelledUpgradeFailsOnlyWhenTheBurnCanNoLongerLand() {
    String id = awaitingSignature();

    post(id, "cancel").then().statusCode(202).body("data.status", equalTo("pending"));
    burn(id, Participants.transaction(1, true))
        .then()
        .statusCode(409)
        .body("error.code", equalTo("OPERATION_STATE_CONFLICT"))
        .body("error.details.state", equalTo("withdrawing_burn"));
    assertThat(others.commands(Topics.BADGE_COMMANDS, id, "release_badges")).isZero();
    others.publish(new SagaReply.BurnExpired(id, userId, 1, "burnSignature1"));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    others.publish(new SagaReply.BadgesReleased(id, userId));

    awaitStatus(id, "failed").body("data.error.code", equalTo("CANCELLED"));
  }

  @Test
  void aBurnThatLandsAfterTheCancellationIsFollowedByItsMint() {
    String id = awaitingSignature();
    post(id, "cancel").then().statusCode(202);

    others.publish(new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "landed"));

    assertThat(awaitMint(id).level()).isEqualTo(2);
    awaitStatus(id, "burn_confirmed").body("data.burnTransactionSignature", equalTo("landed"));
  }

  @Test
  void anExpiredBurnIsPreparedAnew() {
    String id = awaitingSignature();

    others.publish(new SagaReply.BurnExpired(id, userId, 1, "burnSignature1"));

    MintingCommand.PrepareBurn again =
        others.awaitCommand(
            Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 2);
    assertThat(again.attempt()).isEqualTo(2);
    others.publish(Participants.prepared(id, user, 2, Instant.now().plusSeconds(60)));
    Awaitility.await()
        .untilAsserted(
            () -> get(id).body("data.burnTransaction.signature", equalTo("burnSignature2")));
    burn(id, Participants.transaction(1, true))
        .then()
        .statusCode(422)
        .body("error.details.reason", equalTo("another_message"));
  }

  @Test
  void whatIsNotThePreparedTransactionIsRefused() {
    String id = awaitingSignature();

    burn(id, "%%%").then().statusCode(422).body("error.details.reason", equalTo("not_base64"));
    burn(id, Participants.transaction(1, false))
        .then()
        .statusCode(422)
        .body("error.code", equalTo("BURN_TRANSACTION_REFUSED"))
        .body("error.details.reason", equalTo("not_signed"));
    burn(id, Participants.transaction(2, true))
        .then()
        .statusCode(422)
        .body("error.details.reason", equalTo("another_message"));
    get(id).body("data.step", equalTo("burn_prepared"));
  }

  @Test
  void aRefusalByTheMintingServiceLetsTheOwnerSignAgain() {
    String id = awaitingSignature();
    burn(id, Participants.transaction(1, true)).then().statusCode(202);

    others.publish(
        new SagaReply.BurnSubmissionRefused(id, userId, 1, "signature", "Not the owner's."));

    Awaitility.await()
        .untilAsserted(
            () ->
                get(id)
                    .body("data.burnTransaction", notNullValue())
                    .body("data.error.code", equalTo("BURN_TRANSACTION_REFUSED")));
  }

  @Test
  void repliesThatComeThriceAndOutOfOrderCountOnce() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    List<SagaReply> replies =
        List.of(
            Participants.mintConfirmed(id, user, 2),
            new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "early"),
            Participants.verified(id, user, 2, false),
            new SagaReply.BadgesConsumed(id, userId),
            Participants.reserved(id, user),
            new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burnSignature1"),
            Participants.prepared(id, user, 1, Instant.now().plusSeconds(60)),
            Participants.mintConfirmed(id, user, 2),
            new SagaReply.BurnExpired(id, userId, 1, "burnSignature1"),
            new SagaReply.BadgesReleased(id, userId),
            new SagaReply.BadgesConsumed(id, userId));

    for (SagaReply reply : replies) {
      String messageId = others.publish(reply);
      others.publish(reply, messageId);
      others.publish(reply);
    }

    awaitStatus(id, "completed");
    assertThat(others.events(id, 7))
        .containsExactly(
            "started:pending",
            "qualification_verified:pending",
            "badges_reserved:pending",
            "burn_confirmed:burn_confirmed",
            "mint_confirmed:mint_confirmed",
            "badges_consumed:mint_confirmed",
            "mint_completed:completed");
    assertThat(others.commands(Topics.MINTING_COMMANDS, id, "mint_nft")).isEqualTo(1);
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
  void whoNeverSignsIsWaitedForUntilTheDeadlineAndTheExpiry() {
    String id = awaitingSignature();

    Database.update(
        "UPDATE saga SET deadline = UTC_TIMESTAMP(3), next_action_at = UTC_TIMESTAMP(3)"
            + " WHERE id = ?",
        id);
    Awaitility.await()
        .untilAsserted(() -> get(id).body("data.error.code", equalTo("SIGNATURE_TIMED_OUT")));
    get(id).body("data.status", equalTo("pending")).body("data.burnTransaction", nullValue());
    others.publish(new SagaReply.BurnExpired(id, userId, 1, "burnSignature1"));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    others.publish(new SagaReply.BadgesReleased(id, userId));

    awaitStatus(id, "failed").body("data.error.code", equalTo("SIGNATURE_TIMED_OUT"));
  }

  @Test
  void anotherUsersOperationDoesNotExist() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    int stranger = USERS.incrementAndGet();

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
  void aLockThatNobodyHoldsAnyMoreBlocksNobody() {
    others.snapshot(user, 0, 1, 1);
    Database.redis("SET", "nft_lock:unlock:" + user, "locked", "EX", "300");

    accepted(claim());
  }

  @Test
  void afterTheBurnTheOwnerCanAskToGoOn() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    post(id, "retry").then().statusCode(409);
    others.publish(Participants.verified(id, user, 2, true));
    others.publish(Participants.reserved(id, user));
    awaitMint(id);

    post(id, "retry").then().statusCode(202);

    others.awaitCommand(Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 2);
    post(id, "cancel").then().statusCode(409);
  }

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
  void theSeedsTableFollowsTheUpgrade() {
    String id = awaitingSignature();
    others.publish(new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burned"));
    awaitStatus(id, "burn_confirmed");

    assertThat(
            Database.row(
                "SELECT user_id, from_level, to_level, old_nft_mint, burn_transaction, status FROM"
                    + " nftupgraderequest WHERE saga_id = ?",
                id))
        .containsExactly(
            Integer.toString(user), "1", "2", Participants.OLD_MINT, "burned", "burn_confirmed");
  }

  private String awaitingSignature() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, false));
    assertThat(
            others.awaitCommand(
                Topics.BADGE_COMMANDS, BadgeCommand.ReserveBadges.class, id, "reserve_badges", 1))
        .isEqualTo(new BadgeCommand.ReserveBadges(id, userId, 2, 2));
    others.publish(Participants.reserved(id, user));
    others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 1);
    others.publish(Participants.prepared(id, user, 1, Instant.now().plusSeconds(60)));
    Awaitility.await().untilAsserted(() -> get(id).body("data.burnTransaction", notNullValue()));
    return id;
  }

  private MintingCommand.MintNft awaitMint(String id) {
    return others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 1);
  }

  /** The snapshot may still be on its way, so the request is repeated until it is accepted. */
  private static String accepted(Request request) {
    return Awaitility.await()
        .until(() -> request.post(), r -> r.statusCode() == 202)
        .path("data.id");
  }

  private Request claim() {
    return new Request(as(user), "/api/v1/nft/claim", "{}");
  }

  private Request upgrade(int level) {
    return new Request(as(user), "/api/v1/nft/upgrades", "{\"targetLevel\":" + level + "}");
  }

  private record Request(RequestSpecification caller, String path, String body) {
    Response post() {
      return caller.body(body).post(path);
    }
  }

  private Response burn(String id, String transaction) {
    return as(user)
        .body(Map.of("signedTransaction", transaction))
        .post("/api/v1/nft/upgrades/" + id + "/burn");
  }

  private Response post(String id, String what) {
    return as(user).post("/api/v1/nft/upgrades/" + id + "/" + what);
  }

  private ValidatableResponse get(String id) {
    return as(user).get("/api/v1/nft/operations/" + id).then().statusCode(200);
  }

  private ValidatableResponse awaitStatus(String id, String status) {
    Awaitility.await().untilAsserted(() -> get(id).body("data.status", equalTo(status)));
    return get(id);
  }

  private RequestSpecification withKey(String key) {
    return as(user).header("Idempotency-Key", key).body("{}");
  }

  private static RequestSpecification admin() {
    return given().auth().oauth2(TestTokens.withRoles(1, "admin")).contentType("application/json");
  }

  private static RequestSpecification as(int user) {
    return given()
        .auth()
        .oauth2(TestTokens.user(user, Participants.wallet(user)))
        .contentType("application/json");
  }
}
