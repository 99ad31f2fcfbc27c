package io.aiw3.nft.bench.ownership;

import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What the service has written down of the NFTs. */
final class Books implements AutoCloseable {
  private final Connection connection;

  Books(MySqlServer mysql) throws SQLException {
    connection = mysql.connection(Schema.MINTING);
  }

  /** An NFT as its row shows it. */
  record Row(int id, int user, String status) {}

  List<Row> rows(Collection<Integer> ids) throws SQLException {
    List<Row> rows = new ArrayList<>();
    String in = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT id, user_id, status FROM usernft WHERE id IN (" + in + ")")) {
      while (found.next()) {
        rows.add(new Row(found.getInt(1), found.getInt(2), found.getString(3)));
      }
    }
    return rows;
  }

  /** NFTs that were recorded to have changed. */
  long changed() throws SQLException {
    return number("SELECT COUNT(*) FROM usernft WHERE version > 1");
  }

  /** Milliseconds since the check of the one that was checked longest ago. */
  long oldestCheck() throws SQLException {
    return number(
        "SELECT TIMESTAMPDIFF(MICROSECOND, MIN(watched_at), UTC_TIMESTAMP(3)) DIV 1000"
            + " FROM usernft");
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
