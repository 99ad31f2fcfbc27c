package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.deadletter.HandledOffsets;
import io.aiw3.nft.deadletter.ReplayMarks;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/**
 * Kafka's clients for one call of an operator, on the connection of the service's own. They block:
 * for worker threads alone.
 */
@ApplicationScoped
class LetterClients {
  private static final Logger LOG = Logger.getLogger(LetterClients.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
  private static final int TIMEOUT_MS = 5_000;
  private static final int FETCH_BYTES = 1024 * 1024;

  private final Map<String, Object> broker;

  LetterClients(@Identifier("default-kafka-broker") Map<String, Object> broker) {
    this.broker = Map.copyOf(broker);
  }

  /**
   * Reads with a consumer of the group that keeps the marks; it is no member, and commits nothing.
   *
   * @throws KafkaUnavailableException when Kafka does not answer
   */
  <T> T read(Function<KafkaConsumer<byte[], byte[]>, T> reads) {
    Map<String, Object> settings = settings(ConsumerConfig.configNames());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, ReplayMarks.GROUP);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS - 1_000);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return reads.apply(consumer);
    } catch (KafkaException e) {
      throw unavailable(e);
    }
  }

  /** A producer whose transactions fence off those of every other replay of the topic. */
  KafkaProducer<byte[], byte[]> producer(String topic) {
    Map<String, Object> settings = settings(ProducerConfig.configNames());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, ReplayMarks.transactionalId(topic));
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ReplayMarks.LARGEST_REQUEST);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS - 1_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Of the topic's dead letters, in their order; none where there is no such topic. */
  static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.deadLetter(topic)).stream()
            .sorted(Comparator.comparingInt(PartitionInfo::partition))
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    // The client warns of offsets of partitions that are not assigned to it.
    consumer.assign(partitions);
    return partitions;
  }

  static HandledOffsets marks(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return HandledOffsets.of(consumer.committed(Set.of(partition)).get(partition));
  }

  /**
   * Gives each record from an offset to before another one.
   *
   * @throws TimeoutException when they do not come
   */
  static void each(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long from,
      long before,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    Instant latest = Instant.now().plus(READ_TIMEOUT);
    while (consumer.position(partition) < before) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < before) {
          reader.accept(record);
        }
      }
      if (Instant.now().isAfter(latest)) {
        throw new TimeoutException("records of " + partition + " did not come in time");
      }
    }
  }

  static KafkaUnavailableException unavailable(KafkaException failure) {
    LOG.warnf("dead letters unavailable cause=%s", failure.toString());
    return new KafkaUnavailableException();
  }

  private Map<String, Object> settings(Set<String> known) {
    Map<String, Object> settings = new HashMap<>(broker);
    settings.keySet().retainAll(known);
    return settings;
  }
}
