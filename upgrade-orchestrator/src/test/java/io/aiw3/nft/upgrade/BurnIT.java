package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The burn: handed in, refused, expired. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class BurnIT extends OperationTest {

  @Test
  void anExpiredBurnIsPreparedAgain() {
    String id = awaitingSignature();

    others.publish(new SagaReply.BurnExpired(id, userId, 1, "burnSignature1"));

    MintingCommand.PrepareBurn again =
        others.awaitCommand(
            Topics.MINTING_COMMANDS, MintingCommand.PrepareBurn.class, id, "prepare_burn", 2);
    assertThat(again.attempt()).isEqualTo(2);
    others.publish(Participants.prepared(id, user, 2, Instant.now().plusSeconds(60)));
    Awaitility.await()
        .untilAsserted(
            () ->
                get(id)
                    .body("data.burnTransaction.signature", equalTo("burnSignature2"))
                    .body("data.error.code", equalTo("BURN_EXPIRED")));
  }

  /** The minting service knows whether what was shown before can still land. */
  @Test
  void aBurnThatWasShownBeforeIsHandedOnAndAnsweredWithTheNewestWhereItCameTooLate() {
    // Given
    String id = awaitingSignature();
    others.publish(Participants.renewed(id, user, 1, 2, Instant.now().plusSeconds(60)));
    Awaitility.await()
        .untilAsserted(
            () -> get(id).body("data.burnTransaction.signature", equalTo("burnSignature2")));
    // When
    burn(id, Participants.transaction(1, true)).then().statusCode(202);
    MintingCommand.SubmitBurn submitted =
        others.awaitCommand(
            Topics.MINTING_COMMANDS, MintingCommand.SubmitBurn.class, id, "submit_burn", 1);
    others.publish(
        new SagaReply.BurnSubmissionRefused(id, userId, 1, "BURN_SUPERSEDED", "Too late."));
    // Then
    assertThat(submitted.signedTransaction()).isEqualTo(Participants.transaction(1, true));
    Awaitility.await()
        .untilAsserted(
            () ->
                get(id)
                    .body("data.error.code", equalTo("BURN_SUPERSEDED"))
                    .body(
                        "data.burnTransaction.transaction",
                        equalTo(Participants.transaction(2, false))));
  }

  @Test
  void aFreshBurnIsRequestedAtAnyTime() {
    String id = awaitingSignature();

    post(id, "burn-transaction").then().statusCode(202);

    assertThat(
            others
                .awaitCommand(
                    Topics.MINTING_COMMANDS,
                    MintingCommand.PrepareBurn.class,
                    id,
                    "prepare_burn",
                    2)
                .attempt())
        .isEqualTo(1);
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
    burn(id, Participants.foreignTransaction())
        .then()
        .statusCode(422)
        .body("error.details.reason", equalTo("another_message"));
    burn(id, Participants.signedByAnother())
        .then()
        .statusCode(422)
        .body("error.details.reason", equalTo("wrong_signature"));
    get(id)
        .body("data.step", equalTo("burn_prepared"))
        .body("data.walletAction.action", equalTo("sign_burn"))
        .body("data.walletAction.until", notNullValue());
    assertThat(others.commands(Topics.MINTING_COMMANDS, id, "submit_burn")).isZero();
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
  void anUpgradeAndItsBurnHoldTheLocksOfTheDataModel() {
    String id = awaitingSignature();
    assertThat(Database.redis("TTL", "nft_lock:upgrade:" + user)).isBetween(301L, 600L);

    burn(id, Participants.transaction(1, true)).then().statusCode(202);

    assertThat(Database.redis("TTL", "nft_lock:burn:" + user)).isBetween(1L, 180L);
    assertThat(Database.redis("EXISTS", "nft_lock:upgrade:" + user)).isOne();
  }
}
