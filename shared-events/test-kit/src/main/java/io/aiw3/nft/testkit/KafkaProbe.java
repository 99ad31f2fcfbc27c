package io.aiw3.nft.testkit;

import io.aiw3.nft.testkit.contract.RecordContract;
import io.aiw3.nft.testkit.contract.ReleasedApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * Writes to and reads from topics beside the service under test. It reads from offset 0 without a
 * consumer group, so it sees every record and disturbs no consumer. What a service with a released
 * API has published is held against the contract's schemas on the way.
 */
public final class KafkaProbe implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private final KafkaProducer<String, String> producer;

  public KafkaProbe(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new StringSerializer());
  }

  /** A probe on the broker of {@link TestInfrastructure}. */
  public static KafkaProbe ofTestInfrastructure() {
    return new KafkaProbe(TestInfrastructure.kafkaBootstrapServers());
  }

  /**
   * Writes one record and returns when the broker has it.
   *
   * @param key may be null
   * @param value may be null: a tombstone
   */
  public RecordMetadata send(String topic, String key, String value, Map<String, String> headers) {
    ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, value);
    headers.forEach(
        (name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    try {
      return producer.send(message).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the record was not taken by " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public RecordMetadata send(String topic, String key, String value) {
    return send(topic, key, value, Map.of());
  }

  /** Every record that the topic holds now; in order within a partition. */
  public List<ConsumerRecord<String, String>> readAll(String topic) {
    try (KafkaConsumer<String, String> consumer = consumer(topic)) {
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      consumer
          .endOffsets(consumer.assignment())
          .forEach(
              (partition, end) -> {
                while (consumer.position(partition) < end) {
                  consumer.poll(POLL).forEach(message -> records.add(checked(message)));
                }
              });
      return records;
    }
  }

  /**
   * The topic for a test that reads all of it again and again; the caller closes it before this.
   *
   * @param reader called once for each record
   */
  public <T> TopicLog<T> follow(String topic, Function<ConsumerRecord<String, String>, T> reader) {
    return new TopicLog<>(consumer(topic), message -> reader.apply(checked(message)));
  }

  /** The first record of the topic, old or new, that the predicate accepts; waits up to 30 s. */
  public ConsumerRecord<String, String> await(
      String topic, Predicate<ConsumerRecord<String, String>> matching) {
    return awaitCount(topic, matching, 1).get(0);
  }

  /**
   * Waits up to 30 s until the topic holds so many accepted records, and returns them; there may be
   * more.
   */
  public List<ConsumerRecord<String, String>> awaitCount(
      String topic, Predicate<ConsumerRecord<String, String>> matching, int count) {
    try (KafkaConsumer<String, String> consumer = consumer(topic)) {
      List<ConsumerRecord<String, String>> found = new ArrayList<>();
      Awaitility.await("%d matching records on %s".formatted(count, topic))
          .atMost(TIMEOUT)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                consumer
                    .poll(POLL)
                    .forEach(
                        message -> {
                          if (matching.test(message)) {
                            found.add(checked(message));
                          }
                        });
                return found.size() >= count;
              });
      return found;
    }
  }

  private static ConsumerRecord<String, String> checked(ConsumerRecord<String, String> message) {
    if (ReleasedApi.exists()) {
      RecordContract.check(message);
    }
    return message;
  }

  /** Value of the last header of that name. */
  public static Optional<String> header(ConsumerRecord<?, ?> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private KafkaConsumer<String, String> consumer(String topic) {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                // As the services read: what a transaction took back was never there.
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new StringDeserializer(),
            new StringDeserializer());
    Collection<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() {
    producer.close();
  }
}
