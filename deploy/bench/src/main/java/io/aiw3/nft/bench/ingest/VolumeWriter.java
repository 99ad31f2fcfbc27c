package io.aiw3.nft.bench.ingest;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Brings a topic of volumes, each the sum so far, into a table: of each wallet the newest of a
 * large poll. Writing a sum again changes nothing.
 */
final class VolumeWriter implements AutoCloseable {
  private static final Duration WAIT = Duration.ofMillis(500);

  private final KafkaConsumer<String, String> sums;
  private final Connection connection;
  private final PreparedStatement upsert;

  /**
   * @param mysql JDBC URL with user and password
   */
  VolumeWriter(String kafka, String topic, String mysql, String table) throws SQLException {
    sums =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.GROUP_ID_CONFIG,
                topic,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                50_000,
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                1 << 20,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) WAIT.toMillis()),
            new StringDeserializer(),
            new StringDeserializer());
    sums.subscribe(List.of(topic));
    connection = DriverManager.getConnection(mysql + "&rewriteBatchedStatements=true");
    upsert =
        connection.prepareStatement(
            "INSERT INTO "
                + table
                + " (wallet_address, volume) VALUES (?, ?)"
                + " ON DUPLICATE KEY UPDATE volume = VALUES(volume)");
  }

  /** What came since the last call. */
  void write() throws SQLException {
    Map<String, String> newest = new TreeMap<>();
    for (ConsumerRecord<String, String> sum : sums.poll(WAIT)) {
      newest.put(sum.key(), sum.value());
    }
    if (newest.isEmpty()) {
      return;
    }
    for (Map.Entry<String, String> volume : newest.entrySet()) {
      upsert.setString(1, volume.getKey());
      upsert.setBigDecimal(2, new BigDecimal(volume.getValue()));
      upsert.addBatch();
    }
    upsert.executeBatch();
    sums.commitAsync();
  }

  @Override
  public void close() throws SQLException {
    sums.close();
    connection.close();
  }
}
