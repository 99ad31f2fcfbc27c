package io.aiw3.nft.history.reconcile;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/**
 * Reads the qualification schema: for each wallet what the ledger gives and what stands. The server
 * sums and joins; here no more than a row is in memory.
 */
final class Volumes {
  private static final String ROWS =
      """
      SELECT wallet_address, SUM(from_ledger), SUM(from_volume), MAX(user_id), SUM(from_user) FROM (
        SELECT wallet_address, SUM(total_usd_price) AS from_ledger, 0 AS from_volume, NULL AS user_id, NULL AS from_user
        FROM trades WHERE counts AND reversed_by IS NULL GROUP BY wallet_address
        UNION ALL
        SELECT wallet_address, 0, volume, NULL, NULL FROM unlinked_volume
        UNION ALL
        SELECT wallet_address, 0, 0, id, cached_trading_volume FROM `user` WHERE wallet_address IS NOT NULL
      ) AS everything GROUP BY wallet_address ORDER BY wallet_address
      """;

  /** A user without a wallet has no volume. */
  private static final String WITHOUT_WALLET =
      """
      SELECT NULL, 0, 0, id, cached_trading_volume FROM `user` WHERE wallet_address IS NULL ORDER BY id
      """;

  private final Connection connection;

  Volumes(Connection connection) {
    this.connection = connection;
  }

  /** Gives every wallet, then every user without one, all of one moment. Writes nothing. */
  void forEach(Consumer<WalletRow> taker) throws SQLException {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      // Connector/J: row by row.
      statement.setFetchSize(Integer.MIN_VALUE);
      read(statement, ROWS, taker);
      read(statement, WITHOUT_WALLET, taker);
      statement.execute("COMMIT");
    }
  }

  private static void read(Statement statement, String query, Consumer<WalletRow> taker)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        BigDecimal user = rows.getBigDecimal(4);
        taker.accept(
            new WalletRow(
                rows.getString(1),
                rows.getBigDecimal(2),
                rows.getBigDecimal(3),
                user == null ? null : user.intValueExact(),
                rows.getBigDecimal(5)));
      }
    }
  }
}
