package io.aiw3.nft.testkit;

import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The MySQL, Kafka and Redis that the tests of this JVM share; started by the first use. Works in
 * tests with and without Quarkus. MySQL is the server that {@code AIW3_MYSQL_URL} names, if it is
 * set.
 */
public final class TestInfrastructure {
  private TestInfrastructure() {}

  /** Starts the servers unless they run; returns when all are ready. */
  public static void start() {
    SharedServers.get();
  }

  public static TestServer mysql() {
    return server("mysql");
  }

  public static TestServer kafka() {
    return server("kafka");
  }

  public static TestServer redis() {
    return server("redis");
  }

  private static TestServer server(String name) {
    return new TestServer(name, SharedServers.get());
  }

  /** FLUSHALL. */
  public static void flushRedis() {
    SharedServers.get().perform("redis", "flush");
  }

  public static String kafkaBootstrapServers() {
    return SharedServers.get().getAddresses().get("kafka");
  }

  public static String redisHosts() {
    return SharedServers.get().getAddresses().get("redis");
  }

  public static String reactiveUrl(Schema schema) {
    return "vertx-reactive:mysql://" + mysqlAddress() + "/" + database(schema);
  }

  public static String jdbcUrl(Schema schema) {
    return jdbcUrl(database(schema));
  }

  /** The name of the schema's database, which statements that name one need. */
  public static String database(Schema schema) {
    return SharedServers.get().getDatabases().get(schema.user());
  }

  /** A connection with the service's own rights; the caller closes it. */
  public static Connection connection(Schema schema) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(schema), schema.user(), schema.password());
  }

  /** A connection that may do anything in every schema; the caller closes it. */
  public static Connection adminConnection() throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(""), MySqlServer.ADMIN_USER, MySqlServer.ADMIN_PASSWORD);
  }

  private static String jdbcUrl(String database) {
    return MySqlServer.jdbcUrl(mysqlAddress(), database);
  }

  private static String mysqlAddress() {
    return SharedServers.get().getAddresses().get("mysql");
  }
}
