package io.aiw3.nft.history.backfill;

import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.contract.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic {@code trades} of a cluster. */
final class Topic {
  private static final int LIMIT_SECONDS = 20;

  private final Map<String, Object> connection;

  /**
   * @param settings of Kafka's clients, e.g. for TLS
   */
  Topic(String bootstrapServers, Map<String, String> settings) {
    connection = new HashMap<>(settings);
    connection.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
  }

  /**
   * What makes it this topic and no other: the addresses of a cluster may change.
   *
   * @throws StoppedException if the cluster does not answer or has no such topic
   */
  Map<String, String> identity() throws InterruptedException {
    try (Admin admin = Admin.create(connection)) {
      String cluster = admin.describeCluster().clusterId().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      String id =
          admin
              .describeTopics(List.of(Topics.TRADES))
              .topicNameValues()
              .get(Topics.TRADES)
              .get(LIMIT_SECONDS, TimeUnit.SECONDS)
              .topicId()
              .toString();
      return new TreeMap<>(Map.of("cluster", cluster, "topic", Topics.TRADES, "topic id", id));
    } catch (ExecutionException | TimeoutException e) {
      String why = e.getCause() == null ? "no answer" : e.getCause().getMessage();
      throw new StoppedException(
          "Kafka at %s: %s"
              .formatted(connection.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), why),
          e);
    }
  }

  /** Idempotent: what it sends again is stored once, and a wallet's trades stay in order. */
  KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(connection);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);
    // A broker that restarts is waited for.
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 300_000);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 300_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
