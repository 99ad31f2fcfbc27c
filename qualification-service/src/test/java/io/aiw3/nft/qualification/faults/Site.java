package io.aiw3.nft.qualification.faults;

import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.RedisServer;
import io.aiw3.nft.infrastructure.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * MySQL, Kafka and Redis of one test, replicas of the packaged service, and what can be seen of
 * them from outside. The logs stay in {@code target/faults}.
 */
final class Site implements AutoCloseable {
  private final Path folder;
  private final MySqlServer mysql;
  private final KafkaBroker kafka;
  private final RedisServer redis;
  private final Admin admin;
  private final List<Replica> replicas = new ArrayList<>();

  /** Starts all of it; {@code settings} are added to the replicas' environment. */
  Site(int replicaCount, Map<String, String> settings) throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "faults").toAbsolutePath());
    folder = Files.createTempDirectory(parent, "run");
    mysql =
        new MySqlServer(
            MySqlSettings.durable(folder.resolve("mysql"), folder.resolve("mysql.out"), 0));
    kafka = new KafkaBroker(folder.resolve("kafka"), folder.resolve("kafka.out"), 0);
    redis = new RedisServer(folder.resolve("redis"), folder.resolve("redis.out"), 0);
    mysql.start();
    kafka.start();
    admin = kafka.admin();
    redis.start();
    Map<String, String> environment = new HashMap<>(environment());
    environment.putAll(settings);
    for (int i = 1; i <= replicaCount; i++) {
      replicas.add(new Replica("replica-" + i, folder, environment));
    }
    startReplicas();
  }

  private Map<String, String> environment() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        kafka.bootstrapServers(),
        "QUARKUS_REDIS_HOSTS",
        redis.hosts(),
        "QUARKUS_DATASOURCE_REACTIVE_URL",
        mysql.reactiveUrl(Schema.QUALIFICATION),
        "QUARKUS_DATASOURCE_JDBC_URL",
        mysql.jdbcUrl(Schema.QUALIFICATION),
        "QUARKUS_DATASOURCE_USERNAME",
        Schema.QUALIFICATION.user(),
        "QUARKUS_DATASOURCE_PASSWORD",
        Schema.QUALIFICATION.password(),
        "MP_JWT_VERIFY_PUBLICKEY",
        publicKey());
  }

  private static String publicKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return "-----BEGIN PUBLIC KEY-----"
          + Base64.getEncoder().encodeToString(generator.generateKeyPair().getPublic().getEncoded())
          + "-----END PUBLIC KEY-----";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  MySqlServer mysql() {
    return mysql;
  }

  KafkaBroker kafka() {
    return kafka;
  }

  RedisServer redis() {
    return redis;
  }

  Replica replica(int index) {
    return replicas.get(index);
  }

  /** Starts the replicas that do not run, and waits until all are ready. */
  void startReplicas() {
    replicas.stream().filter(replica -> !replica.isRunning()).forEach(Replica::launch);
    replicas.forEach(Replica::awaitReady);
  }

  void stopReplicas() {
    replicas.parallelStream().forEach(Replica::stop);
  }

  /** The rows of a query, as lists of texts. */
  List<List<String>> rows(String sql) {
    try (Connection connection = mysql.connection(Schema.QUALIFICATION);
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet found = statement.executeQuery()) {
      int columns = found.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
          row.add(found.getString(i));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  long count(String from) {
    return Long.parseLong(rows("SELECT COUNT(*) FROM " + from).get(0).get(0));
  }

  /** Records of the topic that the group has not confirmed yet. */
  long lag(String group, String topic) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      partitions(topic).forEach(partition -> ends.put(partition, OffsetSpec.latest()));
      var latest = admin.listOffsets(ends).all().get();
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends.keySet().stream()
          .mapToLong(
              partition -> {
                OffsetAndMetadata position = committed.get(partition);
                return latest.get(partition).offset() - (position == null ? 0 : position.offset());
              })
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sets the group back to the beginning; throws while the group still has members. */
  void rewind(String group, String topic) throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
      partitions(topic).forEach(partition -> beginning.put(partition, new OffsetAndMetadata(0)));
      admin.alterConsumerGroupOffsets(group, beginning).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<TopicPartition> partitions(String topic)
      throws InterruptedException, ExecutionException {
    int count =
        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    return IntStream.range(0, count).mapToObj(i -> new TopicPartition(topic, i)).toList();
  }

  @Override
  public void close() throws IOException {
    stopReplicas();
    admin.close(Duration.ZERO);
    redis.close();
    kafka.close();
    mysql.close();
    for (String data : List.of("mysql", "kafka", "redis")) {
      try (Stream<Path> files = Files.walk(folder.resolve(data))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
