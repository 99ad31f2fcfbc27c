package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * A real MySQL server on loopback with the four schemas and their users.
 *
 * <p>utf8mb4, UTC, strict mode, REPEATABLE READ: the server's defaults where they matter to SQL; no
 * binary log and no performance schema, to be small.
 */
public final class MySqlServer extends LocalServer {
  /** May do anything on this server; for tests and operators, never for services. */
  public static final String ADMIN_USER = "admin";

  public static final String ADMIN_PASSWORD = "admin-local";

  /** Among the extra options: connections without TLS are refused. */
  public static final String TLS_ONLY = "--require-secure-transport=ON";

  /** A transaction that recovery brought back belongs to no thread. */
  private static final String READY =
      "SELECT @@datadir, (SELECT COUNT(*) FROM information_schema.innodb_trx"
          + " WHERE trx_mysql_thread_id = 0)";

  private final MySqlSettings settings;
  private final MySqlDistribution distribution;
  private final int port;

  public MySqlServer(MySqlSettings settings) {
    this.settings = settings;
    this.distribution = MySqlDistribution.find(InstallCache.ofUser());
    this.port = Ports.preferredOrFree(settings.port());
  }

  @Override
  public String name() {
    return "mysql";
  }

  public int port() {
    return port;
  }

  public String jdbcUrl(Schema schema) {
    return jdbcUrl(schema.user());
  }

  /** For the reactive client. */
  public String reactiveUrl(Schema schema) {
    return "vertx-reactive:mysql://127.0.0.1:" + port + "/" + schema.user();
  }

  /** A connection that may do anything; no schema is selected. */
  public Connection adminConnection() throws SQLException {
    return connect(jdbcUrl(""), ADMIN_USER, ADMIN_PASSWORD);
  }

  /** A connection with the rights of a running service: rows alone. */
  public Connection serviceConnection(Schema schema) throws SQLException {
    return connect(jdbcUrl(schema), schema.serviceUser(), schema.servicePassword());
  }

  /** A connection of the schema's owner. */
  public Connection connection(Schema schema) throws SQLException {
    return connect(jdbcUrl(schema), schema.user(), schema.password());
  }

  private String jdbcUrl(String database) {
    String url = jdbcUrl("127.0.0.1:" + port, database);
    return settings.extraOptions().contains(TLS_ONLY)
        ? url.replace("useSSL=false", "sslMode=REQUIRED")
        : url;
  }

  /** Certificate of the authority that has signed the server's own, once it has started. */
  public Path authority() {
    return settings.data().resolve("ca.pem");
  }

  /**
   * JDBC URL of such a server.
   *
   * @param address host:port
   * @param database may be empty: none selected
   */
  public static String jdbcUrl(String address, String database) {
    return "jdbc:mysql://"
        + address
        + "/"
        + database
        + "?useSSL=false&allowPublicKeyRetrieval=true&connectionTimeZone=UTC";
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", "5000");
    return DriverManager.getConnection(url, properties);
  }

  @Override
  protected ChildCommand command() {
    if (!Files.isDirectory(settings.data())) {
      distribution.createData(settings.data());
    }
    List<String> command = distribution.command(settings.data());
    command.addAll(
        List.of(
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--mysqlx=OFF",
            // Relative to the data directory, which mysqld makes its own: never too long for a
            // path.
            "--socket=mysql.sock",
            "--pid-file=mysql.pid",
            "--skip-name-resolve",
            "--init-file=" + writeInitFile(),
            "--default-time-zone=+00:00",
            "--skip-log-bin",
            "--performance-schema=OFF",
            "--max-connections=400",
            // As MySQL 8.4 has it. With a million rows that are written at random places, keeping
            // that index took a quarter of the server's time (measured).
            "--innodb-adaptive-hash-index=OFF",
            "--innodb-buffer-pool-size=" + settings.bufferPoolMiB() + "M",
            "--innodb-redo-log-capacity=" + Math.max(32, settings.bufferPoolMiB() / 2) + "M",
            "--innodb-flush-log-at-trx-commit=" + (settings.flushAtCommit() ? 1 : 2),
            "--innodb-lock-wait-timeout=10"));
    command.addAll(settings.extraOptions());
    return new ChildCommand(
        name(), command, distribution.environment(), settings.data(), settings.log());
  }

  /** mysqld runs these before it accepts a connection; one statement a line. */
  private Path writeInitFile() {
    StringBuilder sql = new StringBuilder(user(ADMIN_USER, ADMIN_PASSWORD));
    sql.append("GRANT ALL ON *.* TO '").append(ADMIN_USER).append("'@'%' WITH GRANT OPTION;\n");
    for (Schema schema : Schema.values()) {
      sql.append("CREATE DATABASE IF NOT EXISTS `").append(schema.user()).append("`;\n");
      schema.users(schema.user()).forEach(statement -> sql.append(statement).append(";\n"));
    }
    try {
      Path file = settings.data().resolveSibling(settings.data().getFileName() + "-init.sql");
      return Files.writeString(file, sql);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String user(String name, String password) {
    return "CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s';\n".formatted(name, password);
  }

  @Override
  protected int starts() {
    return 3;
  }

  @Override
  protected Duration startLimit() {
    return Duration.ofSeconds(40);
  }

  /**
   * Logs in, and checks that the server that answers is this child and no other on the port, and
   * that it holds no transaction of before a kill any more: mysqld accepts connections while it
   * still rolls those back, and 8.0.31 has been seen to keep their row locks. Where one stays the
   * server is started again, instead of failing all statements.
   */
  @Override
  protected Readiness readiness() {
    return child -> {
      if (!child.output().contains("ready for connections")) {
        return false;
      }
      try (Connection connection = adminConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(READY)) {
        return row.next()
            && row.getLong(2) == 0
            && Path.of(row.getString(1)).toRealPath().equals(settings.data().toRealPath());
      }
    };
  }
}
