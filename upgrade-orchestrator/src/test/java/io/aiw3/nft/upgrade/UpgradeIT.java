package io.aiw3.nft.upgrade;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.AddedTier;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades that go forward. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class UpgradeIT extends OperationTest {

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
    String version =
        burn(id, Participants.transaction(1, true))
            .then()
            .statusCode(202)
            .extract()
            .path("meta.stateVersion");
    assertThat(version).matches("operation/" + id + "/\\d+");
    as(user)
        .header("X-State-Version", version)
        .get("/api/v1/nft/operations/" + id)
        .then()
        .statusCode(200)
        .body("data.state", equalTo("submitting_burn"));
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
        .body("data.newMintAddress", equalTo(Participants.NEW_MINT))
        .body(
            "meta.stateVersion",
            equalTo("operation/" + id + "/9,nft/" + Participants.NEW_MINT + "/1"));
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

  /** The catalogue of these tests has a seventh level, above 5: 6 is the competition's. */
  @Test
  void theTierThatWasAddedIsReachedFromTheLevelBelow() {
    others.snapshot(user, AddedTier.BELOW, AddedTier.LEVEL, 1);
    String id = accepted(upgrade(AddedTier.LEVEL));
    get(id)
        .body("data.fromLevel", equalTo(AddedTier.BELOW))
        .body("data.toLevel", equalTo(AddedTier.LEVEL));
    others.publish(Participants.verified(id, user, AddedTier.LEVEL, false));
    assertThat(
            others
                .awaitCommand(
                    Topics.BADGE_COMMANDS,
                    BadgeCommand.ReserveBadges.class,
                    id,
                    "reserve_badges",
                    1)
                .targetLevel())
        .isEqualTo(AddedTier.LEVEL);
    others.publish(Participants.reserved(id, user));
    others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 1);

    others.publish(new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burned"));
    MintingCommand.MintNft mint = awaitMint(id);
    others.publish(Participants.mintConfirmed(id, user, AddedTier.LEVEL));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ConsumeBadges.class, id, "consume_badges", 1);
    others.publish(new SagaReply.BadgesConsumed(id, userId));

    awaitStatus(id, "completed").body("data.toLevel", equalTo(AddedTier.LEVEL));
    assertThat(mint.level()).isEqualTo(AddedTier.LEVEL);
    assertThat(mint.fromLevel()).isEqualTo(AddedTier.BELOW);
    assertThat(
            Database.count(
                "SELECT COUNT(*) FROM nftupgraderequest WHERE saga_id = ? AND from_level = 5"
                    + " AND to_level = 7",
                id))
        .isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 8, Integer.MAX_VALUE})
  void toALevelThatNoUpgradeLeadsToThereIsNone(int level) {
    upgrade(level).post().then().statusCode(400).body("error.code", equalTo("VALIDATION_FAILED"));
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
  void aMintThatIsRefusedFreesTheBadgesWhereTheBurnWasNotThisUpgrades() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, true));
    others.publish(Participants.reserved(id, user));
    awaitMint(id);

    others.publish(
        new SagaReply.MintRefused(id, userId, "TIER_ALREADY_ISSUED", "Level 2 was issued before."));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    others.publish(new SagaReply.BadgesReleased(id, userId));

    awaitStatus(id, "failed").body("data.error.code", equalTo("TIER_ALREADY_ISSUED"));
  }

  @Test
  void aMintThatIsRefusedAfterTheUpgradesOwnBurnIsAnAlarmAndIsRequestedAgain() {
    String id = awaitingSignature();
    others.publish(new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burned"));
    awaitMint(id);

    try (LogWatch log = LogWatch.start()) {
      others.publish(
          new SagaReply.MintRefused(id, userId, "TIER_ALREADY_ISSUED", "Issued before."));

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(log.errors())
                      .anyMatch(
                          error -> error.contains("contradicts the saga") && error.contains(id)));
    }
    assertThat(given().get("/q/metrics").asString())
        .containsPattern("aiw3_saga_contradictions_total [1-9]");
    get(id).body("data.status", equalTo("burn_confirmed"));
    post(id, "retry").then().statusCode(202);
    others.awaitCommand(Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 2);
    others.publish(Participants.mintConfirmed(id, user, 2));
    awaitStatus(id, "mint_confirmed");
  }

  @Test
  void aLevelThatWasEverIssuedIsNotUpgradedToAgain() {
    others.publish(
        new NftEvent.Upgraded(
            Instant.now(),
            new NftEvent.Upgraded.Data(
                userId,
                1,
                2,
                "Tech Chicken",
                "Quant Ape",
                TestWallets.newAddress(),
                TestWallets.newAddress(),
                "signature",
                1L)));
    awaitIssued(2);
    knownSnapshot(1, 2, 1);

    upgrade(2).post().then().statusCode(409).body("error.code", equalTo("TIER_ALREADY_ISSUED"));
  }

  @Test
  void aUserWithoutTheVolumeGetsWhatIsMissing() {
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

  /** It may fail before the qualification names the NFT: the one that is known here is named. */
  @Test
  void aRequestThatFailsEarlyHasItsRow() {
    String held = TestWallets.newAddress();
    others.publish(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(userId, 1, "Tech Chicken", held, "signature", null, 1L)));
    awaitIssued(1);
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    assertThat(request(id)).containsExactly(Integer.toString(user), "1", "2", held, "pending");

    others.publish(
        new SagaReply.QualificationRefused(
            id,
            userId,
            2,
            "The volume is gone.",
            new SagaReply.Shortfall(
                BigDecimal.TEN, BigDecimal.ONE, BigDecimal.valueOf(9), 0, 0, List.of(), 0)));

    awaitStatus(id, "failed");
    assertThat(request(id)).containsExactly(Integer.toString(user), "1", "2", held, "failed");
  }

  private static List<String> request(String saga) {
    return Database.row(
        "SELECT user_id, from_level, to_level, old_nft_mint, status FROM nftupgraderequest"
            + " WHERE saga_id = ?",
        saga);
  }

  @Test
  void whoSignedInWithAnotherWalletStartsNothing() {
    knownSnapshot(1, 2, 1);
    String other = TestWallets.newAddress();

    given()
        .auth()
        .oauth2(TestTokens.user(user, other))
        .contentType("application/json")
        .body("{\"targetLevel\":2}")
        .post("/api/v1/nft/upgrades")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("WALLET_MISMATCH"))
        .body("error.details.tokenWallet", equalTo(other))
        .body("error.details.linkedWallet", equalTo(Participants.wallet(user)));
  }

  @Test
  void whoSignedInWithAnotherWalletHandsInNoBurn() {
    String id = awaitingSignature();

    given()
        .auth()
        .oauth2(TestTokens.user(user, TestWallets.newAddress()))
        .contentType("application/json")
        .body(Map.of("signedTransaction", Participants.transaction(1, true)))
        .post("/api/v1/nft/upgrades/" + id + "/burn")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("WALLET_MISMATCH"));
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
}
