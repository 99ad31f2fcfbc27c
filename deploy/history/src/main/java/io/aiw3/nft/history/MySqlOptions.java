package io.aiw3.nft.history;

import io.aiw3.nft.commandline.StoppedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where a MySQL schema is. The password comes from the environment: a command line is public. */
public final class MySqlOptions {
  public static final String PASSWORD = "MYSQL_PASSWORD";

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = "jdbc:mysql://HOST:PORT/SCHEMA; the password is taken from $MYSQL_PASSWORD")
  private String url;

  @Option(names = "--user", paramLabel = "NAME", description = "user of the database")
  private String user;

  public boolean given() {
    return url != null;
  }

  /** The URL without its parameters: it names the source. */
  public String place() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  /**
   * A connection whose session is in UTC; the caller closes it.
   *
   * @throws StoppedException if the database refuses or does not answer
   */
  public Connection connect() {
    return connect(url, user, System.getenv(PASSWORD));
  }

  /** As {@link #connect()}, to another schema with the same user. */
  public Connection connectTo(String other) {
    return connect(other, user, System.getenv(PASSWORD));
  }

  /** As {@link #connect()}, to what {@code run.json} names. */
  public static Connection connect(RunningSuite.MySql schema) {
    return connect(schema.jdbcUrl(), schema.user(), schema.password());
  }

  private static Connection connect(String url, String user, String password) {
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    properties.setProperty("connectTimeout", "10000");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    try {
      return DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      throw new StoppedException("No connection to the database: " + e.getMessage(), e);
    }
  }
}
