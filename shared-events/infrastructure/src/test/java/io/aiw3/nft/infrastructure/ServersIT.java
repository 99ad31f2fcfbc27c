package io.aiw3.nft.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
  @TempDir Path directory;

  @Test
  void mySqlKeepsCommittedRowsThroughRestartAndKill() throws SQLException {
    try (MySqlServer server =
        new MySqlServer(
            MySqlSettings.durable(directory.resolve("data"), directory.resolve("log"), 0))) {
      // Given
      server.start();
      execute(server, "CREATE TABLE note (text VARCHAR(20))");
      execute(server, "INSERT INTO note VALUES ('Grüße 🏅')");

      // When
      server.restart();
      execute(server, "INSERT INTO note VALUES ('second')");
      server.kill();
      server.start();

      // Then
      assertThat(texts(server, "SELECT text FROM note")).containsExactly("Grüße 🏅", "second");
      assertThat(texts(server, "SELECT CONCAT(@@time_zone, ' ', @@innodb_flush_log_at_trx_commit)"))
          .containsExactly("+00:00 1");
    }
  }

  @Test
  void eachMySqlUserSeesItsOwnSchemaOnly() throws SQLException {
    try (MySqlServer server =
        new MySqlServer(
            MySqlSettings.relaxed(directory.resolve("data"), directory.resolve("log")))) {
      // When
      server.start();

      // Then
      for (Schema schema : Schema.values()) {
        try (Connection connection = server.connection(schema);
            Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT GROUP_CONCAT(schema_name) FROM information_schema.schemata"
                        + " WHERE schema_name <> 'information_schema'"
                        + " AND schema_name <> 'performance_schema'")) {
          row.next();
          assertThat(row.getString(1)).isEqualTo(schema.user());
        }
      }
    }
  }

  @Test
  void redisAnswersAfterPauseAndIsEmptyAfterRestart() {
    try (RedisServer server =
        new RedisServer(directory.resolve("data"), directory.resolve("log"), 0)) {
      // Given
      server.start();
      long firstPid = server.child().pid();

      // When
      server.pause();
      server.resume();
      server.flush();
      server.restart();

      // Then
      assertThat(server.isRunning()).isTrue();
      assertThat(server.child().pid()).isNotEqualTo(firstPid);
    }
  }

  @Test
  void kafkaHasTheTopicsOfTheLayoutAndKeepsRecordsThroughRestartAndKill() throws Exception {
    try (KafkaBroker broker =
        new KafkaBroker(directory.resolve("data"), directory.resolve("log"), 0)) {
      // Given
      broker.start();
      send(broker, "trades", "first");

      // When
      broker.restart();
      send(broker, "trades", "second");
      broker.kill();
      broker.start();

      // Then
      try (Admin admin = broker.admin()) {
        assertThat(records(admin, "trades")).isEqualTo(2);
        Map<String, Integer> partitions = new TreeMap<>();
        admin
            .describeTopics(TopicLayout.topics().stream().map(TopicLayout.Topic::name).toList())
            .allTopicNames()
            .get()
            .forEach((name, topic) -> partitions.put(name, topic.partitions().size()));
        assertThat(partitions)
            .hasSize(24)
            .containsEntry("qualification-commands", 6)
            .containsEntry("saga-replies.dlq", 1);
        assertThat(config(admin, "users", "cleanup.policy")).isEqualTo("compact");
        assertThat(config(admin, "trades.dlq", "max.message.bytes")).isEqualTo("2097152");
      }
      assertThatThrownBy(() -> send(broker, "no-such-topic", "lost")).isNotNull();
    }
  }

  @Test
  void aTakenPortIsReplaced() {
    // Given
    try (RedisServer first =
        new RedisServer(directory.resolve("a"), directory.resolve("a.log"), 0)) {
      first.start();

      // When
      try (RedisServer second =
          new RedisServer(directory.resolve("b"), directory.resolve("b.log"), first.port())) {
        second.start();

        // Then
        assertThat(second.port()).isNotEqualTo(first.port());
      }
    }
  }

  private static void execute(MySqlServer server, String sql) throws SQLException {
    try (Connection connection = server.connection(Schema.BADGE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> texts(MySqlServer server, String sql) throws SQLException {
    try (Connection connection = server.connection(Schema.BADGE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private static void send(KafkaBroker broker, String topic, String text) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 5_000),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", text)).get(30, TimeUnit.SECONDS);
    }
  }

  private static long records(Admin admin, String topic) throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < TopicLayout.PARTITIONS; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(latest).all().get().values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  private static String config(Admin admin, String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
  }
}
