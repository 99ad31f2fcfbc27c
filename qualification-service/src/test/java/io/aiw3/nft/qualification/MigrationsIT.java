package io.aiw3.nft.qualification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process dies at any point of a migration; the next start goes on. */
class MigrationsIT {
  private static final String SCHEMA = "qualification_migrations";
  private static final String STATE =
      "SELECT CONCAT_WS(' ', (SELECT GROUP_CONCAT(CONCAT(id, '=', cached_trading_volume) ORDER BY"
          + " id) FROM `user`), (SELECT GROUP_CONCAT(CONCAT(wallet_address, '=', volume) ORDER BY"
          + " wallet_address) FROM wallet_volume), (SELECT COUNT(*) FROM snapshot_queue), (SELECT"
          + " GROUP_CONCAT(TABLE_NAME, ' ', TABLE_TYPE ORDER BY TABLE_NAME) FROM"
          + " information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()), (SELECT COUNT(*) FROM"
          + " information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME ="
          + " 'idx_snapshot_due'), (SELECT COUNT(*) FROM flyway_schema_history WHERE success))";

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    TestInfrastructure.start();
    connection = TestInfrastructure.adminConnection();
  }

  @AfterEach
  void dropSchema() throws SQLException {
    execute("DROP DATABASE IF EXISTS " + SCHEMA);
    connection.close();
  }

  @Test
  void v13GoesOnAfterEachOfItsStatements() throws Exception {
    List<String> statements = statements("V13__a_wallets_volume_stands_once.sql");
    assertThat(statements).hasSizeGreaterThan(6);
    prepare();
    migrate("latest");
    String expected = state();

    for (int done = 0; done <= statements.size(); done++) {
      prepare();
      for (String statement : statements.subList(0, done)) {
        execute(statement);
      }
      migrate("latest");

      assertThat(state()).as("after %d statements", done).isEqualTo(expected);
    }
  }

  @Test
  void v13GoesOnAfterItFailed() throws Exception {
    prepare();
    // Taken: the fifth statement fails, and Flyway notes it.
    execute("CREATE TABLE snapshot_queue (seq INT)");
    try {
      migrate("latest");
    } catch (org.flywaydb.core.api.FlywayException e) {
      assertThat(e).hasMessageContaining("V13");
    }
    migrate("latest");

    assertThat(text("SELECT COUNT(*) FROM flyway_schema_history WHERE NOT success")).isEqualTo("0");
  }

  /** Killed when the migration was done, and before that was noted. */
  @Test
  void eachFromV21OnCanBeRunAgain() throws Exception {
    prepare();
    migrate("latest");
    String expected = state();
    for (int version = 21; version <= 27; version++) {
      execute("DELETE FROM flyway_schema_history WHERE version = '" + version + "'");
      migrate("latest");

      assertThat(state()).as("V%d", version).isEqualTo(expected);
    }
  }

  /** A schema of the release before V13, with a linked wallet, a free one, and a due snapshot. */
  private void prepare() throws SQLException {
    execute("DROP DATABASE IF EXISTS " + SCHEMA);
    execute("CREATE DATABASE " + SCHEMA);
    connection.setCatalog(SCHEMA);
    migrate("12");
    execute(
        "INSERT INTO `user` (id, wallet_address, cached_trading_volume, snapshot_due) VALUES"
            + " (1, 'A', 4, NOW(3)), (2, NULL, 0, NULL)");
    execute("INSERT INTO wallet_volume (wallet_address, volume) VALUES ('A', 5), ('B', 7)");
  }

  private static void migrate(String target) {
    Flyway.configure()
        .dataSource(
            TestInfrastructure.jdbcUrl(Schema.QUALIFICATION)
                .replaceFirst("/" + Schema.QUALIFICATION.user() + "\\b", "/" + SCHEMA),
            io.aiw3.nft.infrastructure.MySqlServer.ADMIN_USER,
            io.aiw3.nft.infrastructure.MySqlServer.ADMIN_PASSWORD)
        .locations("db/kit", "db/migration")
        .outOfOrder(true)
        .target(target)
        .load()
        .migrate();
  }

  private String state() throws SQLException {
    return text(STATE);
  }

  private String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> statements(String migration) throws IOException {
    try (InputStream in = MigrationsIT.class.getResourceAsStream("/db/migration/" + migration)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--.*\n", "");
      return new ArrayList<>(
          Stream.of(text.split(";\\s*(\n|$)", -1))
              .map(String::strip)
              .filter(statement -> !statement.isEmpty())
              .toList());
    }
  }
}
