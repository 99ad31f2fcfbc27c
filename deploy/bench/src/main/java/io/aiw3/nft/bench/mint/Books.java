package io.aiw3.nft.bench.mint;

import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the service has written down of its mints. */
record Books(MySqlServer mysql) {
  private static final String WAYS =
      "SELECT request_id, TIMESTAMPDIFF(MICROSECOND, queued_at, signed_at),"
          + " TIMESTAMPDIFF(MICROSECOND, signed_at, COALESCE(confirmed_at, finalized_at)),"
          + " TIMESTAMPDIFF(MICROSECOND, COALESCE(confirmed_at, finalized_at), finalized_at)"
          + " FROM chain_transaction WHERE state = 'finalized' AND attempt = 1";
  private static final double MICROS = 1000;

  /**
   * A mint's way, in milliseconds. One that was seen only when it was final was confirmed then.
   *
   * @param outside from the command to the reply, without the time between signature and finality
   */
  record Way(double outside, double toSigned, double toConfirmed, double toFinal) {}

  /**
   * @param seconds from command to reply, by saga
   */
  List<Way> ways(Map<String, Double> seconds) throws SQLException {
    List<Way> ways = new ArrayList<>();
    try (Connection connection = mysql.connection(Schema.MINTING);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(WAYS)) {
      while (rows.next()) {
        Double inAll = seconds.get(rows.getString(1));
        if (inAll != null) {
          double toConfirmed = rows.getLong(3) / MICROS;
          double toFinal = rows.getLong(4) / MICROS;
          ways.add(
              new Way(
                  inAll * 1000 - toConfirmed - toFinal,
                  rows.getLong(2) / MICROS,
                  toConfirmed,
                  toFinal));
        }
      }
    }
    return ways;
  }

  /** Each command has one mint, and nothing is left to do. */
  void check(int commands) throws SQLException {
    long recorded = number("SELECT COUNT(DISTINCT nft_mint_address) FROM usernft");
    long open = number("SELECT COUNT(*) FROM chain_transaction WHERE closed_at IS NULL");
    if (recorded != commands || open != 0) {
      throw new IllegalStateException(
          "%d commands: %d mints are recorded, %d are open".formatted(commands, recorded, open));
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = mysql.connection(Schema.MINTING);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
