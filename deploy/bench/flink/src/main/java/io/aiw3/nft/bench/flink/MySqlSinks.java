package io.aiw3.nft.bench.flink;

import java.sql.Timestamp;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Sinks that write each row at least once, and the same row each time: what was written after the
 * last checkpoint is written again after a failure, and changes nothing.
 */
final class MySqlSinks {
  private static final int ROWS = 5000;
  private static final int INTERVAL_MILLIS = 200;

  private final String url;

  /**
   * @param url of MySQL, with user and password
   */
  MySqlSinks(String url) {
    // Without the gap locks of REPEATABLE READ, which two writers of the same table wait for.
    this.url =
        url
            + "&rewriteBatchedStatements=true"
            + "&sessionVariables=transaction_isolation='READ-COMMITTED'";
  }

  Sink<Trade> ledger(String table) {
    String sql =
        ("INSERT INTO %s (trade_id, wallet_address, total_usd_price, trade_type, counts,"
                + " executed_at, batch_id) VALUES (?, ?, ?, ?, 1, ?, 7)"
                + " ON DUPLICATE KEY UPDATE trade_id = VALUES(trade_id)")
            .formatted(table);
    return JdbcSink.<Trade>builder()
        .withQueryStatement(
            sql,
            (row, trade) -> {
              row.setString(1, trade.id);
              row.setString(2, trade.wallet);
              row.setBigDecimal(3, trade.price);
              row.setString(4, trade.type);
              row.setTimestamp(5, new Timestamp(trade.executedAt));
            })
        .withExecutionOptions(batches())
        .buildAtLeastOnce(connection());
  }

  Sink<Volume> volumes(String table) {
    String sql =
        ("INSERT INTO %s (wallet_address, volume) VALUES (?, ?)"
                + " ON DUPLICATE KEY UPDATE volume = VALUES(volume)")
            .formatted(table);
    return JdbcSink.<Volume>builder()
        .withQueryStatement(
            sql,
            (row, volume) -> {
              row.setString(1, volume.wallet);
              row.setBigDecimal(2, volume.sum);
            })
        .withExecutionOptions(batches())
        .buildAtLeastOnce(connection());
  }

  private static JdbcExecutionOptions batches() {
    return JdbcExecutionOptions.builder()
        .withBatchSize(ROWS)
        .withBatchIntervalMs(INTERVAL_MILLIS)
        .build();
  }

  private JdbcConnectionOptions connection() {
    return new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
        .withUrl(url)
        .withDriverName("com.mysql.cj.jdbc.Driver")
        .build();
  }
}
