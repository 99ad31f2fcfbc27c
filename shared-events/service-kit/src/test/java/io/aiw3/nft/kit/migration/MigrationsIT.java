package io.aiw3.nft.kit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.runtime.StartupEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schema at the start, in a database of this test's own. */
class MigrationsIT {
  private static final String DATABASE = "migrations_" + ProcessHandle.current().pid();
  private static final StartupEvent START = new StartupEvent();

  private final MysqlDataSource database = new MysqlDataSource();

  @BeforeEach
  void anEmptyDatabase() throws SQLException {
    execute("DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
    try (Connection connection = TestInfrastructure.adminConnection()) {
      database.setUrl(
          connection.getMetaData().getURL().replaceFirst("(//[^/]+/)[^?]*", "$1" + DATABASE));
    }
    database.setUser(MySqlServer.ADMIN_USER);
    database.setPassword(MySqlServer.ADMIN_PASSWORD);
  }

  @AfterEach
  void discard() throws SQLException {
    execute("DROP DATABASE IF EXISTS " + DATABASE);
  }

  @Test
  void theKitsTablesAreThereAndASecondStartChangesNothing() throws SQLException {
    migrate(database, "db/kit");
    long applied = applied();

    migrate(database, "db/kit");

    assertThat(applied).isPositive().isEqualTo(applied());
    assertThat(count("SELECT COUNT(*) FROM " + DATABASE + ".outbox")).isZero();
  }

  /** The kit's V1 comes after the service's V20 when the kit learns it later. */
  @Test
  void aLowerNumberThatComesLaterIsApplied() throws SQLException {
    migrate(database, "db/late");

    migrate(database, "db/late", "db/kit");

    assertThat(count("SELECT COUNT(*) FROM " + DATABASE + ".outbox")).isZero();
  }

  @Test
  void aMigrationThatFailsEndsTheStartAndIsNamed() {
    assertThatThrownBy(() -> migrate(database, "db/broken"))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("V90__no_such_column.sql")
        .hasMessageContaining("the service does not start");
  }

  @Test
  void aJarWithoutItsMigrationsDoesNotStart() {
    assertThatThrownBy(() -> migrate(database, "db/nowhere"))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("db/nowhere");
  }

  @Test
  void aDatabaseThatIsUnavailableEndsTheStartAfterTheRetries() {
    MysqlDataSource unavailable = new MysqlDataSource();
    unavailable.setUrl("jdbc:mysql://127.0.0.1:1/none");

    assertThatThrownBy(() -> migrate(unavailable, "db/kit"))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("quarkus.datasource.jdbc.url");
  }

  @Test
  void offMeansThatTheDatabaseIsNotTouched() {
    MysqlDataSource unavailable = new MysqlDataSource();
    unavailable.setUrl("jdbc:mysql://127.0.0.1:1/none");

    assertThatCode(() -> new Migrations(new Config(false, List.of()), unavailable).run(START))
        .doesNotThrowAnyException();
  }

  private static void migrate(MysqlDataSource database, String... locations) {
    new Migrations(new Config(true, List.of(locations)), database).run(START);
  }

  private static long applied() throws SQLException {
    return count("SELECT COUNT(*) FROM " + DATABASE + ".flyway_schema_history WHERE success");
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.adminConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(String... sql) throws SQLException {
    try (Connection connection = TestInfrastructure.adminConnection();
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    }
  }

  private record Config(boolean atStart, List<String> locations) implements MigrationConfig {
    @Override
    public int connectRetries() {
      return 1;
    }

    @Override
    public Duration connectRetryInterval() {
      return Duration.ofSeconds(1);
    }
  }
}
