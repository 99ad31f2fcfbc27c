package io.aiw3.nft.kit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.MysqlDataSource;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.runtime.StartupEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    assertThatCode(() -> start(new Config(false, List.of(), Duration.ZERO), unavailable).run(START))
        .doesNotThrowAnyException();
  }

  /** A full disk, a lock that was not given up: what failed is not there, and is tried again. */
  @Test
  void aMigrationThatFailedIsRunAgain() throws SQLException {
    execute("CREATE TABLE " + DATABASE + ".outbox (id INT)");
    assertThatThrownBy(() -> migrate(database, "db/kit"))
        .isInstanceOf(MigrationFailedException.class);
    execute("DROP TABLE " + DATABASE + ".outbox");

    migrate(database, "db/kit");

    assertThat(count("SELECT COUNT(*) FROM " + DATABASE + ".flyway_schema_history"))
        .isEqualTo(applied());
  }

  /** As in a cluster: a Job with the owner's rights, a service that has none to change a schema. */
  @Test
  void aServiceWithoutDdlWaitsForTheJob() throws Exception {
    execute(Schema.BADGE.users(DATABASE).toArray(String[]::new));
    MysqlDataSource service = as(Schema.BADGE.serviceUser(), Schema.BADGE.servicePassword());
    Config waits = new Config(false, List.of("db/kit"), Duration.ofMinutes(1));
    CompletableFuture<Void> start =
        CompletableFuture.runAsync(() -> start(waits, service).run(START));

    assertThatThrownBy(() -> migrate(service, "db/kit"))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("denied");
    assertThat(start).isNotDone();
    assertThat(job()).isZero();

    assertThat(start).succeedsWithin(Duration.ofMinutes(1));
    try (Connection connection = service.getConnection();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("CREATE TABLE one (id INT)"))
          .hasMessageContaining("denied");
      assertThatThrownBy(() -> statement.execute("ALTER TABLE outbox ADD COLUMN one INT"))
          .hasMessageContaining("denied");
      assertThat(statement.executeUpdate("DELETE FROM outbox")).isZero();
    }
    assertThat(job()).isZero();
  }

  @Test
  void aSchemaThatNobodyMigratesEndsTheStart() {
    Config waits = new Config(false, List.of("db/kit"), Duration.ofMillis(1));

    assertThatThrownBy(() -> start(waits, database).run(START))
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("V1__kit.sql")
        .hasMessageContaining("Run its migration Job");
  }

  /** The release before starts on the schema of the next one. */
  @Test
  void aSchemaOfALaterReleaseSuffices() throws SQLException {
    migrate(database, "db/kit", "db/late");

    assertThatCode(
            () ->
                start(new Config(false, List.of("db/kit"), Duration.ofMillis(1)), database)
                    .run(START))
        .doesNotThrowAnyException();
  }

  @Test
  void aBackfillIsRepeatedUntilNothingIsLeft() throws SQLException {
    execute(
        "CREATE TABLE " + DATABASE + ".item (id INT PRIMARY KEY, done INT NULL)",
        "INSERT INTO " + DATABASE + ".item (id) VALUES (1), (2), (3), (4), (5)");
    List<String> statements =
        Backfills.statements(
            "-- In twos.\nUPDATE item SET done = 1\nWHERE done IS NULL LIMIT 2;\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Backfills backfills =
        new Backfills(
            database.getURL(),
            MySqlServer.ADMIN_USER,
            MySqlServer.ADMIN_PASSWORD,
            new PrintStream(out));

    backfills.run(statements);
    backfills.run(statements);

    assertThat(count("SELECT COUNT(*) FROM " + DATABASE + ".item WHERE done = 1")).isEqualTo(5);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("5 rows changed by UPDATE item", "0 rows changed by UPDATE item");
  }

  @Test
  void aJobThatIsNotToldWhereSaysSo() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    assertThat(MigrateMain.run(Map.of(), System.out, new PrintStream(err))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("AIW3_MIGRATION_URL");
  }

  /** Of the kit alone: the tests' class path has no service's migrations. */
  private int job() {
    return MigrateMain.run(
        Map.of(
            "AIW3_MIGRATION_URL", database.getURL(),
            "AIW3_MIGRATION_USERNAME", Schema.BADGE.user(),
            "AIW3_MIGRATION_PASSWORD", Schema.BADGE.password()),
        System.out,
        System.err);
  }

  private MysqlDataSource as(String user, String password) {
    MysqlDataSource other = new MysqlDataSource();
    other.setUrl(database.getURL());
    other.setUser(user);
    other.setPassword(password);
    return other;
  }

  private static Migrations start(MigrationConfig config, MysqlDataSource database) {
    return new Migrations(config, database, Optional.empty());
  }

  private static void migrate(MysqlDataSource database, String... locations) {
    start(new Config(true, List.of(locations), Duration.ZERO), database).run(START);
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

  private record Config(boolean atStart, List<String> locations, Duration waitTimeout)
      implements MigrationConfig {
    @Override
    public Optional<String> username() {
      return Optional.empty();
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }

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
