package io.aiw3.nft.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.infrastructure.KafkaBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
  @TempDir static Path directory;
  private static KafkaBroker broker;

  @BeforeAll
  static void start() {
    broker = new KafkaBroker(directory.resolve("data"), directory.resolve("log"), 0);
    broker.start();
  }

  @AfterAll
  static void stop() {
    broker.stop();
  }

  @Test
  void aLetterGoesBackAsItWasAndOnce() {
    letter("task-events", "7", "body", Map.of("ce_id", "id-1", "other", "kept"), 4, "no");

    assertThat(replay("task-events")).contains("key=7", "/badge-service", "no", "nothing was sent");
    assertThat(records("task-events")).isEmpty();
    assertThat(replay("task-events", "--send")).contains("1 sent to task-events");
    assertThat(replay("task-events", "--send")).isEqualTo("nothing is pending that was chosen\n");

    List<ConsumerRecord<String, String>> sent = records("task-events");
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).partition()).isEqualTo(4);
    assertThat(sent.get(0).timestamp()).isEqualTo(1_760_000_000_000L);
    assertThat(sent.get(0).key()).isEqualTo("7");
    assertThat(sent.get(0).value()).isEqualTo("body");
    assertThat(headers(sent.get(0))).isEqualTo(Map.of("ce_id", "id-1", "other", "kept"));
  }

  @Test
  void aMessageWithoutAnIdGoesBackUnderTheNameThatItCountedBy() {
    letter("competition-results", "c", "body", Map.of(), 2, "no");

    replay("competition-results", "--send");

    assertThat(headers(records("competition-results").get(0)))
        .isEqualTo(Map.of("dlq_replay_of", "competition-results-2-11"));
  }

  @Test
  void aLetterThatLacksAPartOfItsMessageIsNotSent() {
    letter("users", "1", "begi", Map.of("dlq_cut", "value of 3145728 bytes"), 2, "too large");

    assertThatThrownBy(() -> replay("users", "--send")).hasMessageContaining("nothing was sent");
    assertThat(replay("users")).contains("CUT: value of 3145728 bytes");
    assertThat(replay("users", "--drop")).contains("1 dropped");
    assertThat(records("users")).isEmpty();
  }

  @Test
  void chosenLettersAreSentOrDroppedInAnyOrder() {
    letter("saga-replies", "1", "a", Map.of("ce_id", "a"), 0, "the body does not fit");
    letter("saga-replies", "2", "b", Map.of("ce_id", "b"), 0, "the database was full");
    letter("saga-replies", "1", "c", Map.of("ce_id", "c"), 0, "the database was full");
    letter("saga-replies", "1", "d", Map.of("ce_id", "d"), 0, "the database was full");

    assertThat(replay("saga-replies", "--reason", "full", "--key", "1", "--limit", "1", "--send"))
        .contains("1 sent to saga-replies");
    assertThat(replay("saga-replies")).contains("3 chosen of 3 pending (4 letters in all)");
    assertThat(replay("saga-replies", "--offsets", "0", "--drop")).contains("1 dropped");
    assertThat(replay("saga-replies", "--consumer", "/nobody", "--send"))
        .isEqualTo("nothing is pending that was chosen\n");
    assertThat(replay("saga-replies", "--send")).contains("2 sent to saga-replies");

    assertThat(records("saga-replies").stream().map(ConsumerRecord::value))
        .containsExactly("c", "b", "d");
    letter("saga-replies", "1", "e", Map.of("ce_id", "e"), 0, "new");
    assertThat(replay("saga-replies", "--send")).contains("1 sent to saga-replies");
  }

  @Test
  void aMessageWithoutKeyOrBodyStaysWithout() {
    letter("minting-commands", null, null, Map.of("ce_id", "x"), 1, "the record has no key");

    replay("minting-commands", "--send");

    ConsumerRecord<String, String> sent = records("minting-commands").get(0);
    assertThat(sent.key()).isNull();
    assertThat(sent.value()).isNull();
    assertThat(sent.partition()).isEqualTo(1);
  }

  private static String replay(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Replay(CommandLines.replay(onThisBroker(args)), new PrintStream(out, true, UTF_8)).run();
    return out.toString(UTF_8);
  }

  private static String[] onThisBroker(String... args) {
    return Stream.concat(Stream.of("--bootstrap", broker.bootstrapServers()), Stream.of(args))
        .toArray(String[]::new);
  }

  /** A dead letter as the services write it. */
  private static void letter(
      String topic,
      String key,
      String body,
      Map<String, String> headers,
      int partition,
      String reason) {
    Map<String, String> all = new TreeMap<>(headers);
    all.putAll(
        Map.of(
            "dlq_reason", reason,
            "dlq_exception", "java.lang.IllegalStateException",
            "dlq_stack", "…",
            "dlq_topic", topic,
            "dlq_partition", Integer.toString(partition),
            "dlq_offset", "11",
            "dlq_timestamp", "1760000000000",
            "dlq_consumer", "/badge-service",
            "dlq_time", "2026-01-01T00:00:00Z"));
    ProducerRecord<String, String> letter = new ProducerRecord<>(topic + ".dlq", key, body);
    all.forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(letter);
    }
  }

  private static Map<String, String> headers(ConsumerRecord<String, String> message) {
    Map<String, String> headers = new TreeMap<>();
    for (Header header : message.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  private static List<ConsumerRecord<String, String>> records(String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      consumer
          .endOffsets(partitions)
          .forEach(
              (partition, end) -> {
                while (consumer.position(partition) < end) {
                  consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
              });
      return records;
    }
  }
}
