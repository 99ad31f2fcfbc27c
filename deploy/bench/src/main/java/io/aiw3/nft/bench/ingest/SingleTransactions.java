package io.aiw3.nft.bench.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Baseline (c): a transaction for each trade, on one connection: ledger, and the volume if the
 * trade was new. A part of the workload is enough.
 */
final class SingleTransactions implements Contestant {
  private static final int MOST = 3000;

  private final Workload workload;
  private final Database database;

  SingleTransactions(Workload workload, Database database) {
    this.workload = workload;
    this.database = database;
  }

  @Override
  public String title() {
    return "(c) one transaction per record";
  }

  @Override
  public Outcome run() throws SQLException {
    database.execute("DROP TABLE IF EXISTS single, single_volume");
    database.execute("CREATE TABLE single LIKE trades");
    database.execute("CREATE TABLE single_volume LIKE unlinked_volume");
    Connection connection = database.connection();
    int count = Math.min(MOST, workload.size());
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT IGNORE INTO single (trade_id, wallet_address, total_usd_price, trade_type,"
                    + " counts, executed_at, batch_id) VALUES (?, ?, ?, 'perpetual', 1,"
                    + " '2026-01-01', 7)");
        PreparedStatement add =
            connection.prepareStatement(
                "INSERT INTO single_volume (wallet_address, volume) VALUES (?, ?) AS new ON"
                    + " DUPLICATE KEY UPDATE volume = single_volume.volume + new.volume")) {
      Duration server = database.cpu();
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        insert.setString(1, workload.id(i));
        insert.setString(2, workload.wallet(i));
        insert.setBigDecimal(3, workload.price(i));
        if (insert.executeUpdate() == 1) {
          add.setString(1, workload.wallet(i));
          add.setBigDecimal(2, workload.price(i));
          add.executeUpdate();
        }
        connection.commit();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return Outcome.of(count, seconds, database.cpu().minus(server));
    } finally {
      connection.setAutoCommit(true);
      database.execute("DROP TABLE single, single_volume");
    }
  }
}
