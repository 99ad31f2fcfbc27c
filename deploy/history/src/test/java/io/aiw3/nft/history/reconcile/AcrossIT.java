package io.aiw3.nft.history.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NFTs and sagas as the services store them, where one database went back in time. */
class AcrossIT {
  private static final String SAGA = "8c0e5b0e-7d5c-4f0e-9a51-6b0c0a0f3a11";

  @TempDir private static Path folder;

  @BeforeAll
  static void createTheServicesTables() {
    TestInfrastructure.start();
    migrate(Schema.QUALIFICATION, "qualification-service");
    migrate(Schema.MINTING, "minting-service");
    migrate(Schema.UPGRADE, "upgrade-orchestrator");
  }

  /** A claimed NFT that is active, and one of a competition, which the orchestrator ignores. */
  @BeforeEach
  void allAgree() throws SQLException {
    execute(
        Schema.MINTING,
        "DELETE FROM usernft",
        "DELETE FROM nftdefinition",
        "DELETE FROM chain_transaction",
        "INSERT INTO nftdefinition (id, nft_level, name, symbol, description) VALUES"
            + " (1, 1, 'Tech Chicken', 'AIW3E', ''), (6, 6, 'Trophy Breeder', 'AIW3E', '')",
        "INSERT INTO usernft (user_id, nft_definition_id, nft_mint_address, nft_level, nft_name,"
            + " status, wallet_address, token_account, request_id, mint_transaction, version)"
            + " VALUES (7, 1, 'a', 1, 'Tech Chicken', 'active', 'w', 't', '"
            + SAGA
            + "', 's', 2), (7, 6, 'B', 6, 'Trophy Breeder', 'active', 'w', 'u', 'award-1', 's', 1)",
        "INSERT INTO chain_transaction (kind, purpose, request_id, state, user_id, wallet_address)"
            + " VALUES ('mint', 'claim', '"
            + SAGA
            + "', 'finalized', 7, 'w'), ('mint', 'upgrade', 'reissue-A', 'finalized', 7, 'w'),"
            + " ('mint', 'claim', 'found-B', 'queued', 7, 'w')");
    execute(
        Schema.QUALIFICATION,
        "DELETE FROM trades",
        "DELETE FROM unlinked_volume",
        "DELETE FROM wallet_link",
        "DELETE FROM nft",
        "DELETE FROM `user`",
        "DELETE FROM snapshot_queue",
        "INSERT INTO `user` (id) VALUES (7)",
        "INSERT INTO nft (mint_address, user_id, nft_level, nft_name, status, version) VALUES ('a',"
            + " 7, 1, 'Tech Chicken', 'active', 2), ('B', 7, 6, 'Trophy Breeder', 'active', 1)");
    execute(
        Schema.UPGRADE,
        "DELETE FROM nft_holding",
        "DELETE FROM qualification_snapshot",
        "DELETE FROM saga",
        "INSERT INTO nft_holding (mint_address, user_id, level, status, version) VALUES"
            + " ('a', 7, 1, 'active', 2)",
        "INSERT INTO saga (id, kind, user_id, from_level, to_level, status, state, step, version,"
            + " changes, state_since, attempts, created_at, updated_at, new_mint) VALUES ('"
            + SAGA
            + "', 'claim', 7, 0, 1, 'completed', 'completed', 'completed', 5, 5, NOW(3), 0, NOW(3),"
            + " NOW(3), 'a')");
  }

  @Test
  void nothingDiffers() throws SQLException {
    assertThat(compare(false)).isEmpty();
  }

  /** Minting's backup is from before the activation: its readers know it, the chain does not. */
  @Test
  void anActivationThatMintingLostIsTakenOverFromItsReaders() throws SQLException {
    execute(
        Schema.MINTING, "UPDATE usernft SET status = 'unlocked', version = 1 WHERE nft_level = 1");

    assertThat(compare(true))
        .containsExactly(
            "nft mint=a reader=qualification kind=MINTING_BEHIND minting=unlocked/user 7/level"
                + " 1/version 1 reader=active/user 7/level 1/version 2",
            "nft mint=a reader=upgrade kind=MINTING_BEHIND minting=unlocked/user 7/level 1/version"
                + " 1 reader=active/user 7/level 1/version 2");
    assertThat(compare(true)).isEmpty();
    assertThat(nft()).isEqualTo("active 2 due");
  }

  /** Whose it is the ownership watch reads from the chain, and publishes it as a newer change. */
  @Test
  void aTransferThatMintingLostIsCheckedAgain() throws SQLException {
    execute(
        Schema.MINTING, "UPDATE usernft SET status = 'unlocked', version = 1 WHERE nft_level = 1");
    execute(
        Schema.QUALIFICATION,
        "INSERT INTO `user` (id) VALUES (8)",
        "UPDATE nft SET user_id = 8, version = 4 WHERE nft_level = 1");

    assertThat(compare(true)).hasSize(2);
    assertThat(nft()).isEqualTo("unlocked 4 due");
  }

  /** The saga's commands are read again: the burn is published once more under its own id. */
  @Test
  void aBurnThatMintingLostIsLeftToItsCommands() throws SQLException {
    execute(
        Schema.MINTING, "UPDATE usernft SET status = 'unlocked', version = 1 WHERE nft_level = 1");
    execute(
        Schema.QUALIFICATION,
        "UPDATE nft SET status = 'burned', version = 3 WHERE mint_address = 'a'");
    execute(Schema.UPGRADE, "UPDATE nft_holding SET status = 'burned', version = 3");

    assertThat(compare(true)).hasSize(2);
    assertThat(nft()).isEqualTo("unlocked 2");
  }

  @Test
  void aReaderThatIsBehindIsNamedAndNothingIsWritten() throws SQLException {
    execute(Schema.UPGRADE, "DELETE FROM nft_holding");

    assertThat(compare(true))
        .containsExactly(
            "nft mint=a reader=upgrade kind=READER_BEHIND minting=active/user 7/level 1/version 2"
                + " reader=-");
    assertThat(nft()).startsWith("active 2");
  }

  @Test
  void anNftThatMintingDoesNotKnowIsNamed() throws SQLException {
    execute(Schema.MINTING, "DELETE FROM usernft WHERE nft_level = 1");

    assertThat(compare(true))
        .contains(
            "nft mint=a reader=qualification kind=MINTING_BEHIND minting=- reader=active/user"
                + " 7/level 1/version 2",
            "saga id=" + SAGA + " kind=MINTING_BEHIND mint=a minting=-");
  }

  /** Else what the service publishes from now on is dropped by those who know a newer one. */
  @Test
  void aSnapshotThatQualificationLostIsPublishedAsANewerOne() throws SQLException {
    execute(Schema.QUALIFICATION, "UPDATE `user` SET snapshot_version = 3");
    execute(
        Schema.UPGRADE,
        "INSERT INTO qualification_snapshot (user_id, version, body, updated_at) VALUES (7, 5,"
            + " '{}', NOW(3)), (8, 1, '{}', NOW(3))");

    assertThat(compare(true))
        .containsExactly(
            "snapshot user=7 kind=QUALIFICATION_BEHIND qualification=3 upgrade=5",
            "snapshot user=8 kind=QUALIFICATION_BEHIND qualification=- upgrade=1");
    assertThat(compare(false))
        .containsExactly("snapshot user=8 kind=QUALIFICATION_BEHIND qualification=- upgrade=1");
    assertThat(
            text(
                Schema.QUALIFICATION,
                "SELECT CONCAT(snapshot_version, ' ', users, IF(snapshot_due <= UTC_TIMESTAMP(3),"
                    + " ' due', '')) FROM `user`, snapshot_queue"))
        .isEqualTo("5 7 due");
  }

  @Test
  void aSagaThatTheOrchestratorLostIsNamed() throws SQLException {
    execute(Schema.UPGRADE, "DELETE FROM saga");

    assertThat(compare(false))
        .containsExactly("saga id=" + SAGA + " kind=SAGA_LOST minting=mint finalized upgrade=-");
  }

  @Test
  void theCommandMendsAndIsThenContent() throws Exception {
    execute(
        Schema.MINTING, "UPDATE usernft SET status = 'unlocked', version = 1 WHERE nft_level = 1");

    assertThat(command("--mend")).isEqualTo(CommandRunner.FOUND);
    assertThat(command()).isEqualTo(CommandRunner.WELL);
    assertThat(nft()).startsWith("active 2");
  }

  private static int command(String... options) throws Exception {
    ObjectNode run = JsonNodeFactory.instance.objectNode();
    ObjectNode schemas = run.putObject("mysql").putObject("schemas");
    for (Schema schema : List.of(Schema.QUALIFICATION, Schema.MINTING, Schema.UPGRADE)) {
      schemas
          .putObject(schema.user())
          .put("jdbcUrl", TestInfrastructure.jdbcUrl(schema))
          .put("user", schema.user())
          .put("password", schema.password());
    }
    Path file = Files.writeString(folder.resolve("run.json"), run.toString());
    List<String> arguments = new ArrayList<>(List.of("--run-file", file.toString()));
    arguments.addAll(List.of(options));
    return CommandRunner.run(new ReconcileCommand(), arguments.toArray(String[]::new));
  }

  private static List<String> compare(boolean mend) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection minting = TestInfrastructure.connection(Schema.MINTING);
        Connection qualification = TestInfrastructure.connection(Schema.QUALIFICATION);
        Connection upgrade = TestInfrastructure.connection(Schema.UPGRADE)) {
      new Across.Comparison(minting, qualification, upgrade, mend).run(lines::add);
    }
    return lines;
  }

  private static String nft() throws SQLException {
    return text(
        Schema.MINTING,
        "SELECT CONCAT(status, ' ', version, IF(watch_due_at <= UTC_TIMESTAMP(3), ' due', ''))"
            + " FROM usernft WHERE nft_level = 1");
  }

  private static String text(Schema schema, String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(schema);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void migrate(Schema schema, String service) {
    Flyway.configure()
        .dataSource(TestInfrastructure.jdbcUrl(schema), schema.user(), schema.password())
        .locations("db/kit", "filesystem:../../" + service + "/src/main/resources/db/migration")
        .outOfOrder(true)
        .load()
        .migrate();
  }

  private static void execute(Schema schema, String... statements) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(schema);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
