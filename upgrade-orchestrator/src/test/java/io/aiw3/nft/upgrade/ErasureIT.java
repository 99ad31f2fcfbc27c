package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.aiw3.nft.upgrade.persistence.Erasure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A tombstone of the topic users erases what is kept of a user; an open operation goes on. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class ErasureIT extends OperationTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String FEED = "SELECT COUNT(*) FROM user_feed_event WHERE user_id = ?";
  private static final String HISTORY =
      "SELECT COUNT(*) FROM saga_history h JOIN saga s ON s.id = h.saga_id WHERE s.user_id = ?";
  private static final String WAITING = "SELECT COUNT(*) FROM user_erasure WHERE user_id = ?";

  private static KafkaProbe platform;

  @Inject Erasure erasure;

  @BeforeAll
  static void open() {
    platform = KafkaProbe.ofTestInfrastructure();
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @Test
  void whatHasEndedIsErasedAtOnceAndTheProofOfItStays() {
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    others.publish(Participants.verified(id, user, 1, false));
    awaitMint(id);
    others.publish(Participants.mintConfirmed(id, user, 1));
    awaitStatus(id, "completed");
    assertThat(Database.count(FEED, user)).isPositive();

    tombstone();
    tombstone();

    awaitNone(HISTORY);
    awaitNone(FEED);
    assertThat(
            Database.count(
                "SELECT COUNT(*) FROM qualification_snapshot WHERE user_id = ? AND body = ''",
                user))
        .isEqualTo(1);
    assertThat(
            Database.count(
                "SELECT COUNT(*) FROM saga WHERE user_id = ? AND new_mint IS NOT NULL", user))
        .isEqualTo(1);
  }

  @Test
  void anOpenUpgradeGoesOnAndIsErasedWhenItHasEnded() {
    String id = awaitingSignature();

    tombstone();
    Awaitility.await().until(() -> Database.count(WAITING, user) == 1);
    erasure.finish(Duration.ZERO).await().atMost(TIMEOUT);

    assertThat(Database.count(HISTORY, user)).as("it is open").isPositive();
    burn(id, Participants.transaction(1, true)).then().statusCode(202);
    others.publish(new SagaReply.BurnSubmitted(id, userId, 1, "burnSignature1"));
    others.publish(
        new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burnSignature1"));
    awaitMint(id);
    others.publish(Participants.mintConfirmed(id, user, 2));
    others.awaitCommand(
        Topics.BADGE_COMMANDS, BadgeCommand.ConsumeBadges.class, id, "consume_badges", 1);
    others.publish(new SagaReply.BadgesConsumed(id, userId));
    awaitStatus(id, "completed").body("data.newMintAddress", equalTo(Participants.NEW_MINT));

    erasure.finish(Duration.ZERO).await().atMost(TIMEOUT);

    assertThat(Database.count(HISTORY, user)).isZero();
    assertThat(Database.count(FEED, user)).isZero();
    assertThat(Database.count(WAITING, user)).isZero();
  }

  @Test
  void whoComesBackIsNotErasedAgain() {
    tombstone();
    Awaitility.await().until(() -> Database.count(WAITING, user) == 1);

    UserRecord record =
        new UserRecord(userId, TestWallets.newAddress(), Instant.now().plusSeconds(5));
    others.publish(record);

    awaitNone(WAITING);
    knownSnapshot(0, 1, 1);
    erasure.finish(Duration.ZERO).await().atMost(TIMEOUT);
    assertThat(
            Database.count(
                "SELECT COUNT(*) FROM qualification_snapshot WHERE user_id = ? AND body <> ''",
                user))
        .isEqualTo(1);
  }

  private void tombstone() {
    platform.send(Topics.USERS, Integer.toString(user), null);
  }

  private void awaitNone(String count) {
    Awaitility.await().until(() -> Database.count(count, user) == 0);
  }
}
