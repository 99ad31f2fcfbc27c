package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SchemaDump;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The database goes back to before claims and upgrades that are under way, or have ended; what was
 * published of them is read again (RUNBOOK, Restore from backup).
 */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
@TestProfile(RestoreIT.Restoring.class)
class RestoreIT extends OperationTest {

  /** As after a restore. */
  public static final class Restoring implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiw3.saga.restore", "true");
    }
  }

  @Test
  void aClaimOfAfterTheBackupComesBackAndEnds() throws SQLException, IOException {
    SchemaDump dump = dump();
    linked();
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    others.publish(Participants.verified(id, user, 1, false));
    awaitMint(id);

    restore(dump, id);

    awaitStatus(id, "pending");
    others.publish(Participants.mintConfirmed(id, user, 1));
    awaitStatus(id, "completed");
    // Each once: what was published is not published again.
    assertThat(others.eventVersions(id).stream().distinct().toList())
        .isEqualTo(List.of(1L, 2L, 3L, 4L));
  }

  @Test
  void anUpgradeThatHasBurnedMintsItsSuccessor() throws SQLException, IOException {
    SchemaDump dump = dump();
    linked();
    String id = awaitingSignature();
    others.publish(new SagaReply.BurnConfirmed(id, userId, Participants.OLD_MINT, "burnSignature"));
    MintingCommand.MintNft mint = awaitMint(id);

    restore(dump, id);

    MintingCommand.MintNft again =
        others.awaitCommand(
            Topics.MINTING_COMMANDS, MintingCommand.MintNft.class, id, "mint_nft", 2);
    assertThat(again)
        .isEqualTo(mint)
        .isEqualTo(
            new MintingCommand.MintNft(
                id,
                userId,
                OperationKind.UPGRADE,
                Participants.wallet(user),
                2,
                1,
                Participants.OLD_MINT));
    awaitStatus(id, "burn_confirmed");
  }

  /** Its user may begin another one. */
  @Test
  void whatHasEndedIsKnownAsEnded() throws SQLException, IOException {
    SchemaDump dump = dump();
    linked();
    others.snapshot(user, 0, 1, 1);
    String id = accepted(claim());
    others.publish(Participants.verified(id, user, 1, false));
    awaitMint(id);
    others.publish(Participants.mintConfirmed(id, user, 1));
    awaitStatus(id, "completed");

    restore(dump, id);

    awaitStatus(id, "completed").body("data.newMintAddress", equalTo(Participants.NEW_MINT));
    assertThat(Database.count("SELECT COUNT(*) FROM saga WHERE open_user_id = ?", user)).isZero();
  }

  private void linked() {
    others.publish(new UserRecord(userId, Participants.wallet(user), Instant.now()));
  }

  private static SchemaDump dump() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.UPGRADE)) {
      return SchemaDump.take(connection);
    }
  }

  /** As a group that is set back reads it: the events that lie in the topic. */
  private void restore(SchemaDump dump, String id) throws SQLException, IOException {
    Awaitility.await().until(() -> Database.count("SELECT COUNT(*) FROM outbox") == 0);
    List<String> published;
    try (KafkaProbe kafka = KafkaProbe.ofTestInfrastructure()) {
      published =
          kafka.readAll(Topics.UPGRADE_EVENTS).stream()
              .map(message -> message.value())
              .filter(value -> value.contains(id))
              .toList();
    }
    try (Connection connection = TestInfrastructure.connection(Schema.UPGRADE)) {
      dump.restore(connection);
    }
    as(user).get("/api/v1/nft/operations/" + id).then().statusCode(404);
    linked();
    Awaitility.await()
        .until(
            () ->
                Database.count(
                        "SELECT COUNT(*) FROM user_wallet WHERE user_id = ? AND wallet_address IS"
                            + " NOT NULL",
                        user)
                    == 1);
    for (String value : published) {
      others.publish(ContractJson.mapper().readValue(value, UpgradeEvent.class));
    }
  }
}
