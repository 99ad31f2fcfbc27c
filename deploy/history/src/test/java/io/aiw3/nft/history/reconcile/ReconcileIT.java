package io.aiw3.nft.history.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.history.Commands;
import io.aiw3.nft.history.MySqlOptions;
import io.aiw3.nft.history.RunFile;
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

  /** Three wallets, two of them linked; a reversed trade, one that does not count, a zero row. */
  @BeforeEach
  void aLedgerAndItsVolumes() throws SQLException {
    execute(
        "DELETE FROM trades",
        "DELETE FROM unlinked_volume",
        "DELETE FROM `user`",
        "INSERT INTO trades (trade_id, wallet_address, total_usd_price, trade_type, counts,"
            + " reverses, reversed_by, batch_id) VALUES"
            + " ('a1','A',10.0000000001,'perpetual',1,NULL,NULL,1),('a2','A',5,'strategy',1,NULL,NULL,1),"
            + " ('a3','A',7,'spot',0,NULL,NULL,1),('a4','A',9,'perpetual',1,NULL,'a5',1),"
            + " ('a5','A',9,'reversal',0,'a4',NULL,1),('b1','B',3,'perpetual',1,NULL,NULL,2)",
        "INSERT INTO unlinked_volume (wallet_address, volume) VALUES ('B',3)",
        "INSERT INTO `user` (id, wallet_address, cached_trading_volume) VALUES"
            + " (1,'A',15.0000000001),(2,'C',0),(3,NULL,0)");
  }

  @Test
  void saysSoWhenAllIsWell() throws Exception {
    assertThat(differences()).isEmpty();
    assertThat(command()).isEqualTo(Commands.WELL);
  }

  @Test
  void namesTheOneVolumeThatWasAltered() throws Exception {
    execute("UPDATE unlinked_volume SET volume = volume - 0.0000000001 WHERE wallet_address = 'B'");

    assertThat(differences())
        .containsExactly(
            difference(Difference.UNLINKED, "B", null, "3.0000000000", "2.9999999999"));
    assertThat(command()).isEqualTo(Commands.FOUND);
  }

  @Test
  void looksInBothDirectionsAndAtTheUsers() throws Exception {
    execute(
        "DELETE FROM unlinked_volume WHERE wallet_address = 'B'",
        "INSERT INTO unlinked_volume (wallet_address, volume) VALUES ('A', 1), ('D', 4)",
        "UPDATE `user` SET cached_trading_volume = 1 WHERE id IN (2, 3)");

    assertThat(differences())
        .containsExactly(
            difference(Difference.UNLINKED, "A", 1, "0", "1.0000000000"),
            difference(Difference.UNLINKED, "B", null, "3.0000000000", "0.0000000000"),
            difference(Difference.USER, "C", 2, "0.0000000000", "1.0000000000"),
            difference(Difference.UNLINKED, "D", null, "0.0000000000", "4.0000000000"),
            difference(Difference.USER, null, 3, "0", "1.0000000000"));
  }

  private static List<Difference> differences() throws SQLException {
    List<Difference> differences = new ArrayList<>();
    try (Connection connection = MySqlOptions.connect(schema())) {
      new Volumes(connection).forEach(row -> differences.addAll(Difference.of(row)));
    }
    return differences;
  }

  private static Difference difference(
      String where, String wallet, Integer user, String ledger, String stored) {
    return new Difference(where, wallet, user, new BigDecimal(ledger), new BigDecimal(stored));
  }

  private static int command() throws Exception {
    Path runFile = folder.resolve("run.json");
    RunFile.MySql schema = schema();
    Files.writeString(
        runFile,
        "{\"mysql\":{\"schemas\":{\"qualification\":{\"jdbcUrl\":\"%s\",\"user\":\"%s\",\"password\":\"%s\"}}}}"
            .formatted(schema.jdbcUrl(), schema.user(), schema.password()));
    return Commands.run(new ReconcileCommand(), "--run-file", runFile.toString());
  }

  private static RunFile.MySql schema() {
    return new RunFile.MySql(
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
