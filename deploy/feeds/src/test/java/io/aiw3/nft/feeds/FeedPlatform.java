package io.aiw3.nft.feeds;

import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** A legacy platform's MySQL with a binary log and one user, Kafka, and a worker between them. */
record FeedPlatform(MySqlServer mysql, KafkaBroker kafka, ConnectWorker worker)
    implements AutoCloseable {
  static final String ALICE = "9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String PASSWORD = "debezium-local";

  static FeedPlatform start(Path folder) throws Exception {
    MySqlServer mysql =
        new MySqlServer(
            new MySqlSettings(
                folder.resolve("mysql"),
                folder.resolve("mysql.log"),
                0,
                false,
                64,
                List.of("--log-bin=binlog", "--server-id=1", "--binlog-row-image=FULL")));
    mysql.start();
    KafkaBroker kafka = new KafkaBroker(folder.resolve("kafka"), folder.resolve("kafka.log"), 0);
    kafka.start();
    try (Connection admin = mysql.adminConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("CREATE DATABASE platform");
      String grants = Files.readString(Path.of("grants.sql"));
      script(statement, grants.replace("${schema}", "platform").replace("${password}", PASSWORD));
      script(
          statement,
          grants
              .lines()
              .filter(line -> line.startsWith("GRANT SELECT"))
              .findFirst()
              .orElseThrow()
              .replace("${schema}", "`" + Schema.BADGE.user() + "`"));
      statement.execute("USE platform");
      statement.execute(
          "CREATE TABLE trades (id INT AUTO_INCREMENT PRIMARY KEY, wallet_address VARCHAR(44),"
              + " trade_type VARCHAR(32), total_usd_price DECIMAL(30,10), createdAt DATETIME)");
      statement.execute(
          "CREATE TABLE user (id INT AUTO_INCREMENT PRIMARY KEY, wallet_address VARCHAR(44),"
              + " points INT DEFAULT 0)");
      statement.execute("INSERT INTO user (id, wallet_address) VALUES (1, '" + ALICE + "')");
    }
    ConnectWorker worker =
        new ConnectWorker(
            kafka.bootstrapServers(),
            folder,
            Map.of(
                "LEGACY_MYSQL_HOST",
                "127.0.0.1",
                "LEGACY_MYSQL_PORT",
                Integer.toString(mysql.port()),
                "LEGACY_MYSQL_USER",
                "debezium",
                "LEGACY_MYSQL_PASSWORD",
                PASSWORD,
                "LEGACY_MYSQL_SCHEMA",
                "platform",
                "MYSQL_HOST",
                "127.0.0.1",
                "MYSQL_PORT",
                Integer.toString(mysql.port()),
                "MYSQL_USER",
                "debezium",
                "MYSQL_PASSWORD",
                PASSWORD,
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers()));
    return new FeedPlatform(mysql, kafka, worker);
  }

  @Override
  public void close() {
    worker.close();
    kafka.close();
    mysql.close();
  }

  /** Runs statements in the platform's schema. */
  void run(String... statements) throws SQLException {
    try (Connection admin = mysql.adminConnection();
        Statement statement = admin.createStatement()) {
      statement.execute("USE platform");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static void script(Statement statement, String script) throws SQLException {
    for (String sql : script.replaceAll("--.*", "").split(";")) {
      if (!sql.isBlank()) {
        statement.execute(sql);
      }
    }
  }

  /** The topic from its beginning, once it holds so many records and no more come. */
  List<ConsumerRecord<byte[], byte[]>> await(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Awaitility.await(topic)
        .atMost(TIMEOUT)
        .until(
            () -> {
              records.clear();
              records.addAll(readAll(topic));
              return records.size() >= count;
            });
    return records;
  }

  private List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(o -> o).sum();
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (partitions.stream().mapToLong(consumer::position).sum() < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }
}
