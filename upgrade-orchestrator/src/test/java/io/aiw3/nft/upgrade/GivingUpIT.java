package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Upgrades that end without a burn, and those that can no longer. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class GivingUpIT extends OperationTest {

  @Test
  void aFailureBeforeTheBurnFreesTheBadges() {
    others.snapshot(user, 1, 2, 1);
    String id = accepted(upgrade(2));
    others.publish(Participants.verified(id, user, 2, false));
    others.publish(Participants.reserved(id, user));
    others.awaitCommand(
        Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 1);

    others.publish(
        new SagaReply.BurnRefused(
            id, userId, 1, "NFT_NOT_IN_WALLET", "The NFT is not in the wallet."));

    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    get(id).body("data.status", equalTo("pending"));
    others.publish(new SagaReply.BadgesReleased(id, userId));
    awaitStatus(id, "failed")
        .body("data.error.code", equalTo("NFT_NOT_IN_WALLET"))
        .body("data.error.message", equalTo("The NFT is not in the wallet."));
    accepted(upgrade(2));
  }

  @Test
  void aBurnThatCanNeverSucceedEndsTheUpgradeWithItsReasonInsteadOfBeingOfferedAgain() {
    String id = awaitingSignature();
    burn(id, Participants.transaction(1, true)).then().statusCode(202);
    others.publish(new SagaReply.BurnSubmitted(id, userId, 1, "burnSignature1"));

    others.publish(new SagaReply.BurnRefused(id, userId, 1, "NFT_FROZEN", "The NFT is frozen."));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    others.publish(new SagaReply.BadgesReleased(id, userId));

    awaitStatus(id, "failed").body("data.error.code", equalTo("NFT_FROZEN"));
    assertThat(others.commands(Topics.MINTING_COMMANDS, id, "prepare_burn")).isEqualTo(1);
  }

  /**
   * What the clock, an operator and the user do to it frees nothing: only the chain's proof does.
   */
  @Test
  void nothingButTheProofOfItsExpiryFreesWhatACancelledUpgradeHolds() {
    String id = awaitingSignature();
    burn(id, Participants.transaction(1, true)).then().statusCode(202);
    post(id, "cancel").then().statusCode(202);

    for (int times = 1; times <= 3; times++) {
      Database.update(
          "UPDATE saga SET next_action_at = UTC_TIMESTAMP(3), deadline = UTC_TIMESTAMP(3)"
              + " WHERE id = ?",
          id);
      others.awaitCommand(
          Topics.MINTING_COMMANDS, MintingCommand.WithdrawBurn.class, id, "withdraw_burn", times);
    }
    post(id, "cancel").then().statusCode(202);
    admin().post("/api/v1/admin/upgrades/" + id + "/retry").then().statusCode(202);
    others.publish(new SagaReply.BurnExpired(id, userId, 2, "burnSignature2"));
    others.publish(new SagaReply.BurnSubmissionRefused(id, userId, 1, "signature", "bad"));
    others.publish(new SagaReply.BadgesReleased(id, userId));
    others.publish(new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "landed"));

    assertThat(awaitMint(id).level()).isEqualTo(2);
    assertThat(others.commands(Topics.BADGE_COMMANDS, id, "release_badges")).isZero();
  }

  @Test
  void aCancelledUpgradeFailsOnlyWhenTheBurnCanNoLongerLand() {
    String id = awaitingSignature();

    post(id, "cancel")
        .then()
        .statusCode(202)
        .body("data.status", equalTo("pending"))
        .body("data.state", equalTo("withdrawing_burn"))
        .body("data.cancelRequested", equalTo(true))
        .body("data.outlook", equalTo("fails_unless_burned"))
        .body("data.walletAction", nullValue());
    burn(id, Participants.transaction(1, true))
        .then()
        .statusCode(409)
        .body("error.code", equalTo("OPERATION_STATE_CONFLICT"))
        .body("error.details.state", equalTo("withdrawing_burn"));
    assertThat(others.commands(Topics.BADGE_COMMANDS, id, "release_badges")).isZero();
    others.publish(new SagaReply.BurnExpired(id, userId, 1, "burnSignature1"));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ReleaseBadges.class, id, "release_badges", 1);
    get(id).body("data.outlook", equalTo("fails")).body("data.cancelRequested", equalTo(true));
    others.publish(new SagaReply.BadgesReleased(id, userId));

    awaitStatus(id, "failed").body("data.error.code", equalTo("CANCELLED"));
    post(id, "cancel")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("OPERATION_STATE_CONFLICT"))
        .body("error.details.state", equalTo("failed"));
  }

  @Test
  void aBurnThatLandsAfterTheCancellationIsFollowedByItsMint() {
    String id = awaitingSignature();
    post(id, "cancel").then().statusCode(202);

    others.publish(new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "landed"));

    assertThat(awaitMint(id).level()).isEqualTo(2);
    awaitStatus(id, "burn_confirmed")
        .body("data.burnTransactionSignature", equalTo("landed"))
        .body("data.outlook", equalTo("completes"))
        .body("data.cancelRequested", equalTo(false));
    post(id, "cancel").then().statusCode(409).body("error.details.state", equalTo("minting"));
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
}
