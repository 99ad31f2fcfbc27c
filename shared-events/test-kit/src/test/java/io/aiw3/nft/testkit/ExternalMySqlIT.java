package io.aiw3.nft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two test JVMs on one server that neither of them has started. */
class ExternalMySqlIT {
  @TempDir static Path home;

  private static MySqlServer server;
  private static ExternalMySql external;

  @BeforeAll
  static void aServerOfOthers() {
    server = new MySqlServer(MySqlSettings.relaxed(home.resolve("data"), home.resolve("log")));
    server.start();
    external =
        ExternalMySql.of(
            "mysql://%s:%s@127.0.0.1:%d"
                .formatted(MySqlServer.ADMIN_USER, MySqlServer.ADMIN_PASSWORD, server.port()));
  }

  @AfterAll
  static void stop() {
    server.kill();
  }

  @Test
  void eachHasDatabasesOfItsOwnAndAServiceMayTouchOnlyItsOwn() throws SQLException {
    Map<String, String> first = external.create();
    Map<String, String> second = external.create();

    assertThat(first).containsOnlyKeys("qualification", "badge", "minting", "upgrade");
    assertThat(first.values()).doesNotContainAnyElementsOf(second.values());
    try (Connection badge = connect(Schema.BADGE, first.get("badge"));
        Statement statement = badge.createStatement()) {
      statement.execute("CREATE TABLE one (id INT)");
      assertThatThrownBy(
              () -> statement.execute("CREATE TABLE " + first.get("minting") + ".two (id INT)"))
          .hasMessageContaining("denied");
    }

    external.drop(first);

    assertThatThrownBy(() -> connect(Schema.BADGE, first.get("badge")).close())
        .isInstanceOf(SQLException.class);
    connect(Schema.BADGE, second.get("badge")).close();
    external.drop(second);
  }

  @Test
  void aUrlThatIsIncompleteIsRefusedWithoutItsPassword() {
    assertThatThrownBy(() -> ExternalMySql.of("mysql://:secret@"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AIW3_MYSQL_URL needs the form")
        .hasMessageNotContaining("secret");
  }

  private static Connection connect(Schema schema, String database) throws SQLException {
    return DriverManager.getConnection(
        MySqlServer.jdbcUrl("127.0.0.1:" + server.port(), database),
        schema.user(),
        schema.password());
  }
}
