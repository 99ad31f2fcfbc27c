package io.aiw3.nft.history.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.history.MySqlOptions;
import io.aiw3.nft.history.RunningSuite;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcileIT {
  @TempDir private static Path folder;

  @BeforeAll
  static void createTheServicesTables() {
    TestInfrastructure.start();
    Flyway.configure()
        .dataSource(
            TestInfrastructure.jdbcUrl(Schema.QUALIFICATION),
            Schema.QUALIFICATION.user(),
            Schema.QUALIFICATION.password())
        .locations("db/kit", "db/migration")
        .outOfOrder(true)
        .load()
        .migrate();
  }

  /**
   * A wallet that passed from user 1 to user 2, one that nobody has, one without trades; a reversed
   * trade and one that does not count.
   */
  @BeforeEach
  void aLedgerAndItsVolumes() throws SQLException {
    execute(
        "DELETE FROM trades",
        "DELETE FROM unlinked_volume",
        "DELETE FROM wallet_link",
        "DELETE FROM `user`",
        "INSERT INTO trades (trade_id, wallet_address, total_usd_price, trade_type, counts,"
            + " reverses, reversed_by, batch_id, user_id) VALUES"
            + " ('a1','A',10.0000000001,'perpetual',1,NULL,NULL,1,NULL),"
            + " ('a2','A',5,'strategy',1,NULL,NULL,1,2),"
            + " ('a3','A',7,'spot',0,NULL,NULL,1,NULL),"
            + " ('a4','A',9,'perpetual',1,NULL,'a5',1,2),"
            + " ('a5','A',9,'reversal',0,'a4',NULL,1,NULL),"
            + " ('b1','B',3,'perpetual',1,NULL,NULL,2,NULL)",
        "INSERT INTO unlinked_volume (wallet_address, volume) VALUES ('B',3)",
        "INSERT INTO wallet_link (wallet_address, position, user_id, linked_from, linked_until)"
            + " VALUES ('A',1,1,'2026-01-01','2026-01-02'),('A',2,2,'2026-01-02',NULL),"
            + " ('C',1,3,'2026-01-01',NULL)",
        "INSERT INTO `user` (id, wallet_address, cached_trading_volume) VALUES"
            + " (1,NULL,10.0000000001),(2,'A',5),(3,'C',0)");
  }

  @Test
  void saysSoWhenAllIsWell() throws Exception {
    assertThat(differences()).isEmpty();
    assertThat(command()).isEqualTo(CommandRunner.WELL);
  }

  @Test
  void namesTheOneVolumeThatWasAltered() throws Exception {
    execute("UPDATE unlinked_volume SET volume = volume - 0.0000000001 WHERE wallet_address = 'B'");

    assertThat(differences())
        .containsExactly(
            difference(Difference.UNLINKED, "B", null, "3.0000000000", "2.9999999999"));
    assertThat(command()).isEqualTo(CommandRunner.FOUND);
  }

  @Test
  void checksBothDirections() throws Exception {
    execute(
        "DELETE FROM unlinked_volume WHERE wallet_address = 'B'",
        "INSERT INTO unlinked_volume (wallet_address, volume) VALUES ('A', 1), ('D', 4)",
        "UPDATE `user` SET cached_trading_volume = 1 WHERE id = 3");

    assertThat(differences())
        .containsExactly(
            difference(Difference.USER, null, 3, "0.0000000000", "1.0000000000"),
            difference(Difference.UNLINKED, "A", null, "0.0000000000", "1.0000000000"),
            difference(Difference.UNLINKED, "B", null, "3.0000000000", "0.0000000000"),
            difference(Difference.UNLINKED, "D", null, "0.0000000000", "4.0000000000"));
  }

  /** The sum over all is right, and each of the two is wrong. */
  @Test
  void seesWhatWasCreditedToTheWrongUser() throws Exception {
    execute(
        "UPDATE `user` SET cached_trading_volume = 15.0000000001 - cached_trading_volume"
            + " WHERE id IN (1, 2)");

    assertThat(differences())
        .containsExactly(
            difference(Difference.USER, null, 1, "10.0000000001", "5.0000000000"),
            difference(Difference.USER, null, 2, "5.0000000000", "10.0000000001"));
  }

  @Test
  void aTradeCannotCountForAUserWhoNeverHadItsWallet() throws Exception {
    execute("UPDATE trades SET user_id = 3 WHERE trade_id = 'a2'");
    execute(
        "UPDATE `user` SET cached_trading_volume = 5 - cached_trading_volume WHERE id IN (2, 3)");

    assertThat(differences())
        .containsExactly(difference(Difference.USER, null, 3, "0.0000000000", "5.0000000000"));
  }

  private static List<Difference> differences() throws SQLException {
    List<Difference> differences = new ArrayList<>();
    try (Connection connection = MySqlOptions.connect(schema())) {
      new Volumes(connection).forEach(row -> Difference.of(row).ifPresent(differences::add));
    }
    return differences;
  }

  private static Difference difference(
      String where, String wallet, Integer user, String ledger, String stored) {
    return new Difference(where, wallet, user, new BigDecimal(ledger), new BigDecimal(stored));
  }

  private static int command() throws Exception {
    Path runFile = folder.resolve("run.json");
    RunningSuite.MySql schema = schema();
    Files.writeString(
        runFile,
        "{\"mysql\":{\"schemas\":{\"qualification\":{\"jdbcUrl\":\"%s\",\"user\":\"%s\",\"password\":\"%s\"}}}}"
            .formatted(schema.jdbcUrl(), schema.user(), schema.password()));
    return CommandRunner.run(new ReconcileCommand(), "--run-file", runFile.toString());
  }

  private static RunningSuite.MySql schema() {
    return new RunningSuite.MySql(
        TestInfrastructure.jdbcUrl(Schema.QUALIFICATION),
        Schema.QUALIFICATION.user(),
        Schema.QUALIFICATION.password());
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
