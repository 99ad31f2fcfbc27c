package io.aiw3.nft.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildProcess;
import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared does what the service does: else the comparison would mean nothing. */
class FlinkIngestIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Schema SCHEMA = Schema.QUALIFICATION;

  @TempDir static Path home;

  @Test
  void eachTradeCountsOnceEvenWhenAllAreReadAgain() throws SQLException {
    try (KafkaBroker kafka = new KafkaBroker(home.resolve("kafka"), home.resolve("kafka.log"), 0);
        MySqlServer mysql =
            new MySqlServer(
                MySqlSettings.relaxed(home.resolve("mysql"), home.resolve("mysql.log")))) {
      // Given
      kafka.start();
      mysql.start();
      try (Connection connection = mysql.connection(SCHEMA);
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE trades (trade_id VARCHAR(64) PRIMARY KEY, wallet_address VARCHAR(44),"
                + " total_usd_price DECIMAL(30,10), trade_type VARCHAR(32), counts BOOLEAN,"
                + " executed_at DATETIME(3), batch_id BIGINT)");
        statement.execute(
            "CREATE TABLE volumes (wallet_address VARCHAR(44) PRIMARY KEY, volume DECIMAL(30,10))");
        send(kafka, 0, trade("a", "wallet-1", "0.0000000001"), trade("b", "wallet-2", "12.5"));
        send(kafka, 1, trade("a", "wallet-1", "0.0000000001"), trade("c", "wallet-1", "1000000"));

        // When
        ChildProcess first = flink(kafka, mysql);
        first.awaitReady(
            started ->
                volumes(statement)
                    .equals(List.of("wallet-1 1000000.0000000001", "wallet-2 12.5000000000")),
            TIMEOUT);
        first.kill();
        send(kafka, 2, trade("d", "wallet-2", "0.5"), trade("c", "wallet-1", "1000000"));
        ChildProcess second = flink(kafka, mysql);
        second.awaitReady(
            started ->
                volumes(statement)
                        .equals(List.of("wallet-1 1000000.0000000001", "wallet-2 13.0000000000"))
                    && trades(statement).size() == 4,
            TIMEOUT);
        second.kill();

        // Then
        assertThat(trades(statement))
            .containsExactly(
                "a wallet-1 0.0000000001 spot 1 2026-01-02 03:04:05.678",
                "b wallet-2 12.5000000000 spot 1 2026-01-02 03:04:05.678",
                "c wallet-1 1000000.0000000000 spot 1 2026-01-02 03:04:05.678",
                "d wallet-2 0.5000000000 spot 1 2026-01-02 03:04:05.678");
      }
    }
  }

  private static String trade(String id, String wallet, String price) {
    return ("{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"spot\",\"more\":[1],"
            + "\"totalUsdPrice\":%s,\"executedAt\":\"2026-01-02T03:04:05.678Z\"}")
        .formatted(id, wallet, price);
  }

  private static void send(KafkaBroker kafka, int partition, String... trades) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String trade : trades) {
        var unused = producer.send(new ProducerRecord<>(Topics.TRADES, partition, "wallet", trade));
      }
    }
  }

  private static ChildProcess flink(KafkaBroker kafka, MySqlServer mysql) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String opened : List.of("java.lang", "java.util", "java.util.concurrent", "java.time")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            FlinkIngest.class.getName(),
            "--kafka=" + kafka.bootstrapServers(),
            "--topic=" + Topics.TRADES,
            "--mysql="
                + mysql.jdbcUrl(SCHEMA)
                + "&user=%s&password=%s".formatted(SCHEMA.user(), SCHEMA.password()),
            "--ledger=trades",
            "--volumes=volumes",
            "--folder=" + home.resolve("flink"),
            "--checkpoint-seconds=1"));
    return ChildProcess.start(
        new ChildCommand("flink", command, Map.of(), home, home.resolve("flink.log")));
  }

  private static List<String> volumes(Statement statement) throws SQLException {
    return rows(statement, "SELECT CONCAT_WS(' ', wallet_address, volume) FROM volumes ORDER BY 1");
  }

  private static List<String> trades(Statement statement) throws SQLException {
    return rows(
        statement,
        "SELECT CONCAT_WS(' ', trade_id, wallet_address, total_usd_price, trade_type, counts,"
            + " executed_at) FROM trades ORDER BY 1");
  }

  private static List<String> rows(Statement statement, String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
