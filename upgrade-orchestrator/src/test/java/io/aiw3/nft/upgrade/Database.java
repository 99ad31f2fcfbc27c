package io.aiw3.nft.upgrade;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads, and tampers with, what the service under test has stored. */
final class Database {
  private Database() {}

  static void update(String sql, Object... parameters) {
    try (Connection connection = connect();
        PreparedStatement statement = prepare(connection, sql, parameters)) {
      if (statement.executeUpdate() == 0) {
        throw new IllegalStateException("no row was changed by " + sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static long count(String sql, Object... parameters) {
    return Long.parseLong(row(sql, parameters).get(0));
  }

  /** The only row, as text. */
  static List<String> row(String sql, Object... parameters) {
    try (Connection connection = connect();
        PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        columns.add(rows.getString(i));
      }
      return columns;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends one inline command to Redis.
   *
   * @return its answer where that is a number, else 0
   */
  static long redis(String... command) {
    URI redis = URI.create(TestInfrastructure.redisHosts());
    try (Socket socket = new Socket(redis.getHost(), redis.getPort());
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      socket
          .getOutputStream()
          .write((String.join(" ", command) + "\r\n").getBytes(StandardCharsets.UTF_8));
      String answer = in.readLine();
      if (answer == null || answer.startsWith("-")) {
        throw new IllegalStateException("Redis refused the command: " + answer);
      }
      return answer.startsWith(":") ? Long.parseLong(answer.substring(1)) : 0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect() throws SQLException {
    Schema schema = Schema.of("upgrade");
    return DriverManager.getConnection(
        TestInfrastructure.jdbcUrl(schema), schema.user(), schema.password());
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
