package io.aiw3.nft.history.reconcile;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/**
 * Reads the qualification schema: for each user, and for each wallet that was never linked, what
 * the ledger gives and what is stored. The server sums and joins; here no more than a row is in
 * memory.
 */
final class Volumes {
  /**
   * A trade counts for the user that it names, who must have had its wallet, and else for the first
   * user of its wallet.
   */
  private static final String USERS =
      """
      SELECT NULL, user_id, SUM(from_ledger), SUM(from_table) FROM (
        SELECT COALESCE(t.user_id, f.user_id) AS user_id, t.volume AS from_ledger, 0 AS from_table
        FROM (
          SELECT wallet_address, user_id, SUM(total_usd_price) AS volume
          FROM trades WHERE counts AND reversed_by IS NULL GROUP BY wallet_address, user_id
        ) AS t JOIN wallet_link f ON f.wallet_address = t.wallet_address AND f.position = 1
        WHERE t.user_id IS NULL OR EXISTS (
          SELECT 1 FROM wallet_link l WHERE l.wallet_address = t.wallet_address AND l.user_id = t.user_id)
        UNION ALL
        SELECT id, 0, cached_trading_volume FROM `user`
      ) AS everything GROUP BY user_id ORDER BY user_id
      """;

  /** A wallet that was ever linked has nothing of its own. */
  private static final String WALLETS =
      """
      SELECT wallet_address, NULL, SUM(from_ledger), SUM(from_table) FROM (
        SELECT t.wallet_address, IF(f.user_id IS NULL, t.volume, 0) AS from_ledger, 0 AS from_table
        FROM (
          SELECT wallet_address, SUM(total_usd_price) AS volume
          FROM trades WHERE counts AND reversed_by IS NULL GROUP BY wallet_address
        ) AS t LEFT JOIN wallet_link f ON f.wallet_address = t.wallet_address AND f.position = 1
        UNION ALL
        SELECT wallet_address, 0, volume FROM unlinked_volume
      ) AS everything GROUP BY wallet_address ORDER BY wallet_address
      """;

  private final Connection connection;

  Volumes(Connection connection) {
    this.connection = connection;
  }

  /** Gives every user, then every wallet that traded, all of one moment. Writes nothing. */
  void forEach(Consumer<VolumeRow> taker) throws SQLException {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      // Connector/J: row by row.
      statement.setFetchSize(Integer.MIN_VALUE);
      read(statement, USERS, taker);
      read(statement, WALLETS, taker);
      statement.execute("COMMIT");
    }
  }

  private static void read(Statement statement, String query, Consumer<VolumeRow> taker)
      throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        int user = rows.getInt(2);
        boolean noUser = rows.wasNull();
        taker.accept(
            new VolumeRow(
                rows.getString(1),
                noUser ? null : user,
                rows.getBigDecimal(3),
                rows.getBigDecimal(4)));
      }
    }
  }
}
