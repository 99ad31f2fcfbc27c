package io.aiw3.nft.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed amid a transaction is ready when nobody waits for its locks any more. */
class MySqlRecoveryIT {
  private static final int ROWS = 20_000;

  @TempDir Path directory;

  @RepeatedTest(2)
  void theLocksOfBeforeTheKillAreGoneWhenItIsReady() throws SQLException {
    try (MySqlServer server =
        new MySqlServer(MySqlSettings.durable(directory.resolve("data"), directory.resolve("log"), 0))) {
      server.start();
      try (Connection setUp = server.connection(Schema.BADGE);
          Statement statement = setUp.createStatement()) {
        statement.execute("CREATE TABLE counter (id INT PRIMARY KEY, value INT NOT NULL)");
        statement.execute("SET SESSION cte_max_recursion_depth = " + ROWS);
        statement.execute(
            "INSERT INTO counter WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n"
                + " WHERE id < " + ROWS + ") SELECT id, 0 FROM n");
      }
      // A second transaction's commit puts the first one's work into the log.
      try (Connection open = server.connection(Schema.BADGE);
          Connection other = server.connection(Schema.BADGE);
          Statement statement = open.createStatement();
          Statement committed = other.createStatement()) {
        open.setAutoCommit(false);
        statement.execute("UPDATE counter SET value = 1 WHERE id > 1");
        committed.execute("UPDATE counter SET value = 7 WHERE id = 1");
        server.kill();
      } catch (SQLException closed) {
        assertThat(server.isRunning()).isFalse();
      }

      server.start();

      try (Connection after = server.connection(Schema.BADGE);
          Statement statement = after.createStatement()) {
        statement.execute("SET SESSION innodb_lock_wait_timeout = 1");
        assertThat(statement.executeUpdate("UPDATE counter SET value = value + 2 WHERE value = 0"))
            .isEqualTo(ROWS - 1);
        assertThat(statement.executeUpdate("UPDATE counter SET value = 8 WHERE value = 7")).isEqualTo(1);
      }
    }
  }
}
