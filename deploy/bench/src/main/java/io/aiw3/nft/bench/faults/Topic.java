package io.aiw3.nft.bench.faults;

import io.aiw3.nft.contract.DeadLetterHeaders;
import io.aiw3.nft.contract.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics of a broker from their beginning. */
public record Topic(String bootstrapServers) {

  /**
   * @param id its CloudEvents id; empty without one
   * @param origin of a dead letter: partition and offset it came from
   * @param headers all of them; of two with one name the last
   */
  public record Message(
      String key, String value, String id, String origin, Map<String, String> headers) {}

  Set<String> names() {
    try (KafkaConsumer<String, String> consumer = consumer()) {
      return Set.copyOf(consumer.listTopics().keySet());
    }
  }

  /** All of a topic so far; of one partition in its order. */
  public List<Message> read(String topic) {
    List<Message> all = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(message -> all.add(message(message)));
      }
    }
    return all;
  }

  private KafkaConsumer<String, String> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new StringDeserializer(),
        new StringDeserializer());
  }

  private static Message message(ConsumerRecord<String, String> found) {
    return new Message(
        found.key(),
        found.value(),
        header(found, MessageHeaders.ID),
        header(found, DeadLetterHeaders.PARTITION) + "-" + header(found, DeadLetterHeaders.OFFSET),
        headers(found));
  }

  private static Map<String, String> headers(ConsumerRecord<String, String> found) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : found.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  private static String header(ConsumerRecord<String, String> found, String name) {
    Header header = found.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
