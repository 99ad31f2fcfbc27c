package io.aiw3.nft.testkit;

import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The MySQL server that {@code AIW3_MYSQL_URL} names, e.g. {@code mysql://root:secret@host:3306}: a
 * throw-away server of any version from 8.0 to 9, used instead of the embedded one.
 *
 * <p>Each test JVM has databases of its own there ({@code badge_3f2a9c41}) and drops them when it
 * ends, so several may run at once. The users are the embedded server's and are shared.
 *
 * @param address host:port
 * @param user may create databases and users, and grant everything
 */
record ExternalMySql(String address, String user, String password) {
  static final String VARIABLE = "AIW3_MYSQL_URL";

  private static final int DEFAULT_PORT = 3306;

  /** The server that the environment names, if it names one. */
  static Optional<ExternalMySql> named() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .filter(url -> !url.isBlank())
        .map(ExternalMySql::of);
  }

  static ExternalMySql of(String url) {
    URI uri = URI.create(url.strip());
    String[] account = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    if (!"mysql".equals(uri.getScheme()) || uri.getHost() == null || account.length != 2) {
      // Without the URL: it holds a password.
      throw new IllegalArgumentException(
          VARIABLE + " needs the form mysql://USER:PASSWORD@HOST:PORT");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new ExternalMySql(uri.getHost() + ":" + port, account[0], account[1]);
  }

  /** Creates this JVM's databases; returns their names by schema. */
  Map<String, String> create() throws SQLException {
    String suffix = UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
    Map<String, String> databases = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      createUser(statement, MySqlServer.ADMIN_USER, MySqlServer.ADMIN_PASSWORD);
      statement.execute(
          "GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION".formatted(MySqlServer.ADMIN_USER));
      for (Schema schema : Schema.values()) {
        String database = schema.user() + "_" + suffix;
        statement.execute("CREATE DATABASE `" + database + "` CHARACTER SET utf8mb4");
        for (String one : schema.users(privileges(database))) {
          statement.execute(one);
        }
        databases.put(schema.user(), database);
      }
    }
    return databases;
  }

  void drop(Map<String, String> databases) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (Map.Entry<String, String> database : databases.entrySet()) {
        statement.execute("DROP DATABASE IF EXISTS `" + database.getValue() + "`");
        Schema schema = Schema.of(database.getKey());
        for (String user : List.of(schema.user(), schema.serviceUser())) {
          statement.execute(
              "REVOKE ALL ON `%s`.* FROM '%s'@'%%'"
                  .formatted(privileges(database.getValue()), user));
        }
      }
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(MySqlServer.jdbcUrl(address, ""), user, password);
  }

  private static void createUser(Statement statement, String name, String password)
      throws SQLException {
    statement.execute(
        "CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s'".formatted(name, password));
  }

  /** In a grant an underscore matches any character. */
  private static String privileges(String database) {
    return database.replace("_", "\\_");
  }
}
