package io.aiw3.nft.qualification;

import static io.aiw3.nft.qualification.Platform.newUser;
import static io.aiw3.nft.qualification.Platform.newWallet;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delayed snapshots, as the tables have them: a mark of the user, and a row of the queue. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class SnapshotQueueIT extends UserITBase {
  private static final String DUE = "UPDATE `user` SET snapshot_due = UTC_TIMESTAMP(3) WHERE id = ";

  private final int other = newUser();

  @BeforeEach
  void announceThem() {
    platform.link(user, wallet);
    platform.link(other, newWallet());
    awaitVersion(user, 1);
    awaitVersion(other, 1);
  }

  @Test
  void aLockedUserIsPublishedLaterAndDelaysNobody() throws SQLException {
    try (Connection busy = TestInfrastructure.connection(Schema.QUALIFICATION);
        Statement statement = busy.createStatement()) {
      busy.setAutoCommit(false);
      statement.execute(DUE + user);
      execute(DUE + other, queue(user + "," + other));

      awaitVersion(other, 2);
      assertThat(version(user)).isEqualTo(1);
      busy.commit();
    }

    awaitVersion(user, 2);
    awaitEmpty();
  }

  @Test
  void aUserPublishedConcurrentlyIsNotPublishedAgain() throws SQLException {
    execute(DUE + other, queue(user + "," + other), queue(other + "," + user));

    awaitVersion(other, 2);
    awaitEmpty();
    assertThat(version(user)).isEqualTo(1);
    assertThat(version(other)).isEqualTo(2);
  }

  private static String queue(String users) {
    return "INSERT INTO snapshot_queue (due, users) VALUES (UTC_TIMESTAMP(3), '" + users + "')";
  }

  private static void awaitVersion(int user, int version) {
    Awaitility.await("snapshot of " + user).until(() -> version(user) == version);
  }

  private static int version(int user) {
    return platform
        .number("SELECT snapshot_version FROM `user` WHERE id = ?", user)
        .intValueExact();
  }

  private static void awaitEmpty() {
    Awaitility.await()
        .until(() -> platform.number("SELECT COUNT(*) FROM snapshot_queue").signum() == 0);
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
