package io.aiw3.nft.testkit.contract;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/**
 * Sends a consumer {@link HostileRecords}, compressed in every way, and good ones between them.
 * Each has to be handled or to become a dead letter: within a bounded time the group gets to the
 * end of every partition, and the good ones have taken effect once and in order.
 *
 * <p>{@code -Dfuzz.messages=100000} sets how many, {@code -Dfuzz.seed} repeats a run, {@code
 * -Dfuzz.limit.seconds} is the time that the consumer has.
 */
public final class MessageFuzz {
  private static final Duration TIMEOUT =
      Duration.ofSeconds(Long.getLong("fuzz.limit.seconds", 120));
  private static final List<String> COMPRESSIONS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final int GOOD_EVERY = 10;
  private static final int IN_FLIGHT = 1_000;
  private static final int LARGEST_REQUEST = 8 * 1024 * 1024;
  private static final String SOURCE = "/good";

  private final String bootstrap;
  private final String topic;
  private final GoodRecords good;
  private final Random random;
  private final HostileRecords hostile;
  private final Map<String, Producer<byte[], byte[]>> producers = new HashMap<>();
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private int goods;

  private MessageFuzz(
      String bootstrap, String topic, GoodRecords good, Random random, HostileRecords hostile) {
    this.bootstrap = bootstrap;
    this.topic = topic;
    this.good = good;
    this.random = random;
    this.hostile = hostile;
  }

  /**
   * @param group the consumer group that has to get to the end
   * @return how many dead letters came of it
   */
  public static long run(String topic, String group) {
    return run(topic, group, null);
  }

  /**
   * @param group the consumer group that has to get to the end
   * @param good what is sent between the hostile records; null: nothing
   * @return how many dead letters came of it
   */
  public static long run(String topic, String group, GoodRecords good) {
    return run(TestInfrastructure.kafkaBootstrapServers(), topic, group, good);
  }

  /**
   * @param bootstrap the brokers of a service that has its own
   * @param group the consumer group that has to get to the end
   * @param good what is sent between the hostile records; null: nothing
   * @return how many dead letters came of it
   */
  public static long run(String bootstrap, String topic, String group, GoodRecords good) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    int messages = Integer.getInteger("fuzz.messages", 300);
    String dead = Topics.deadLetter(topic);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      long before = total(ends(admin, dead));
      Map<TopicPartition, Long> start = ends(admin, topic);
      Random random = new Random(seed);
      HostileRecords hostile =
          new HostileRecords(topic, isCompacted(admin, topic), start.size(), total(start), random);
      MessageFuzz fuzz = new MessageFuzz(bootstrap, topic, good, random, hostile);
      fuzz.send(messages);
      Map<TopicPartition, Long> ends = ends(admin, topic);
      String what = "%s at the end of %s, seed %d".formatted(group, topic, seed);
      Awaitility.await(what).atMost(TIMEOUT).until(() -> behind(admin, group, ends) == 0);
      if (good != null) {
        Awaitility.await(what + ": good records")
            .atMost(TIMEOUT)
            .untilAsserted(() -> Assertions.assertThat(good.flaws(fuzz.goods)).isEmpty());
      }
      return total(ends(admin, dead)) - before;
    }
  }

  private void send(int count) {
    try {
      for (int i = 0; i < count; i++) {
        if (good != null && i % GOOD_EVERY == 0) {
          sent.add(producer("none").send(nextGood()));
        }
        String compression = COMPRESSIONS.get(random.nextInt(COMPRESSIONS.size()));
        sent.add(producer(compression).send(hostile.next(!compression.equals("none"))));
        if (sent.size() >= IN_FLIGHT) {
          settle();
        }
      }
      settle();
    } finally {
      producers.values().forEach(Producer::close);
    }
  }

  /** Every other one counts under its place in the log. */
  private ProducerRecord<byte[], byte[]> nextGood() {
    GoodRecords.Good record = good.record(goods++);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, utf8(record.key()), utf8(record.body()));
    if (random.nextBoolean()) {
      String id = UUID.randomUUID().toString();
      message.headers().add(MessageHeaders.ID, utf8(id));
      message.headers().add(MessageHeaders.SOURCE, utf8(SOURCE));
      hostile.alsoUse(id);
    }
    return message;
  }

  private Producer<byte[], byte[]> producer(String compression) {
    return producers.computeIfAbsent(
        compression,
        type ->
            new KafkaProducer<>(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrap,
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    type,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    LARGEST_REQUEST),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
  }

  /** What the broker itself refuses as too large is no record of the topic. */
  private void settle() {
    for (Future<RecordMetadata> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw new IllegalStateException("the broker did not take a record", e.getCause());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    sent.clear();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isCompacted(Admin admin, String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return get(admin.describeConfigs(List.of(resource)).all())
        .get(resource)
        .get(TopicConfig.CLEANUP_POLICY_CONFIG)
        .value()
        .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  private static long behind(Admin admin, String group, Map<TopicPartition, Long> ends) {
    var committed = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return ends.entrySet().stream()
        .filter(end -> end.getValue() > 0)
        .mapToLong(
            end -> {
              var offset = committed.get(end.getKey());
              return offset == null
                  ? end.getValue()
                  : Math.max(0, end.getValue() - offset.offset());
            })
        .sum();
  }

  private static Map<TopicPartition, Long> ends(Admin admin, String topic) {
    var description = get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    Map<TopicPartition, OffsetSpec> latest =
        description.partitions().stream()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition.partition()),
                    partition -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest).all()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }

  private static long total(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
