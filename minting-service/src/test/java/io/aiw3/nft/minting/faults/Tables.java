package io.aiw3.nft.minting.faults;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The service's tables, beside the service. */
final class Tables {
  private Tables() {}

  static int number(String query, Object... values) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement statement = prepared(connection, query, values);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  static String text(String query, Object... values) {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement statement = prepared(connection, query, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns how many rows were changed. */
  static int update(String query, Object... values) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING);
        PreparedStatement statement = prepared(connection, query, values)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepared(Connection connection, String query, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(query);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
