package io.aiw3.nft.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.schema.MessageSchemas;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * Sends a consumer messages made from its schemas, most of them mutated: fields missing, retyped,
 * at and past their bounds, keys and headers that lie, bytes that are not JSON. Each has to be
 * handled or to become a dead letter: the group gets to the end of every partition.
 *
 * <p>{@code -Dfuzz.messages=100000} sets how many, {@code -Dfuzz.seed} repeats a run.
 */
public final class MessageFuzz {
  private static final Duration LIMIT = Duration.ofSeconds(Long.getLong("fuzz.limit.seconds", 120));

  private static final int IN_FLIGHT = 1_000;

  private final String topic;
  private final boolean compacted;
  private final List<String> types;
  private final Random random;
  private final FuzzValues values;

  private MessageFuzz(String topic, boolean compacted, long seed) {
    this.topic = topic;
    this.compacted = compacted;
    this.random = new Random(seed);
    this.values = new FuzzValues(null, random);
    this.types =
        MessageSchemas.types().keySet().stream()
            .filter(type -> type.equals(topic) || type.startsWith(topic + "."))
            .toList();
  }

  /**
   * @param group the consumer group that has to get to the end
   * @return how many dead letters came of it
   */
  public static long run(String topic, String group) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    int messages = Integer.getInteger("fuzz.messages", 300);
    String dead = Topics.deadLetter(topic);
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                TestInfrastructure.kafkaBootstrapServers()))) {
      long before = total(ends(admin, dead));
      new MessageFuzz(topic, isCompacted(admin, topic), seed).send(messages);
      Map<TopicPartition, Long> ends = ends(admin, topic);
      Awaitility.await("%s at the end of %s, seed %d".formatted(group, topic, seed))
          .atMost(LIMIT)
          .until(() -> behind(admin, group, ends) == 0);
      return total(ends(admin, dead)) - before;
    }
  }

  private void send(int count) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                TestInfrastructure.kafkaBootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sent.add(producer.send(message()));
        if (i == count - 1 || sent.size() == IN_FLIGHT) {
          for (Future<RecordMetadata> one : sent) {
            settle(one);
          }
          sent.clear();
        }
      }
    }
  }

  private static void settle(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take a record", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private ProducerRecord<byte[], byte[]> message() {
    String type = types.get(random.nextInt(types.size()));
    JsonNode body = values.value(MessageSchemas.of(type), 0);
    ProducerRecord<byte[], byte[]> message =
        new ProducerRecord<>(topic, key(body), bytes(type, body));
    if (random.nextInt(4) > 0) {
      header(
          message, MessageHeaders.ID, pick(UUID.randomUUID().toString(), "same", "x".repeat(300)));
      header(message, MessageHeaders.SCHEMA_VERSION, pick("1", "1", "2"));
      header(message, MessageHeaders.TIME, pick("2024-01-15T10:30:00Z", "yesterday", ""));
    }
    if (random.nextInt(20) == 0) {
      message.headers().add(MessageHeaders.ID, new byte[] {(byte) 0xff, 0, 1});
    }
    return message;
  }

  private byte[] key(JsonNode body) {
    for (String field : List.of("userId", "walletAddress", "competitionId")) {
      JsonNode value = body.findPath(field);
      if (value.isTextual() && random.nextInt(10) > 0) {
        return utf8(value.asText());
      }
    }
    return switch (random.nextInt(3)) {
      case 0 -> compacted ? utf8("") : null;
      case 1 -> new byte[] {(byte) 0xc3, 0x28};
      default -> utf8("17");
    };
  }

  private byte[] bytes(String type, JsonNode body) {
    byte[] text = utf8(body.toString());
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> utf8(body.toString().substring(0, text.length > 2 ? 1 : 0));
      case 3 -> flipped(text);
      case 4 -> utf8("[".repeat(3000));
      case 5 -> utf8(withUnknownName(type, body));
      default -> text;
    };
  }

  private byte[] flipped(byte[] text) {
    if (text.length > 0) {
      text[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return text;
  }

  private static String withUnknownName(String type, JsonNode body) {
    if (body instanceof ObjectNode object) {
      ObjectNode copy = object.deepCopy();
      List.of("eventType", "commandType", "replyType").stream()
          .filter(copy::has)
          .forEach(name -> copy.put(name, type + "_of_another_kind"));
      return copy.toString();
    }
    return ContractJson.mapper().createObjectNode().toString();
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** There the broker itself refuses records without a key. */
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
