package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are small on the wire and grow when they are read. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class BombsIT extends KitITBase {
  private static final int MIB = 1024 * 1024;

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "lz4"})
  void aRecordThatGrowsOverTheLimitIsRefusedByTheBroker(String compression) {
    try (KafkaProducer<byte[], byte[]> producer = producer(compression)) {
      assertThatThrownBy(() -> producer.send(blanks(3 * MIB)).get())
          .hasCauseInstanceOf(RecordTooLargeException.class);
    }
    aGoodRecordTakesEffect();
  }

  @Test
  void manySmallerOnesInOneBatchAreRefusedOrStoredAsTheyWeigh() throws Exception {
    UserId user = newUser();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = producer("gzip")) {
      for (int i = 0; i < 60; i++) {
        sent.add(producer.send(blanks(MIB - 2000)));
      }
      producer.flush();
    }
    assertThat(sent).allMatch(Future::isDone);
    kafka.send(Topics.TASK_EVENTS, user.toString(), json(event(user, "after", 1)), Map.of());

    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> effects(user), List.of("after 1")::equals);
  }

  private static void aGoodRecordTakesEffect() {
    UserId user = newUser();
    kafka.send(Topics.TASK_EVENTS, user.toString(), json(event(user, "good", 1)), Map.of());
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> effects(user), List.of("good 1")::equals);
  }

  private static ProducerRecord<byte[], byte[]> blanks(int length) {
    return new ProducerRecord<>(
        Topics.TASK_EVENTS,
        "1".getBytes(StandardCharsets.UTF_8),
        " ".repeat(length).getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaProducer<byte[], byte[]> producer(String compression) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            TestInfrastructure.kafkaBootstrapServers(),
            "compression.type",
            compression,
            "max.request.size",
            200 * MIB,
            "buffer.memory",
            200L * MIB,
            "batch.size",
            4 * MIB,
            "linger.ms",
            50,
            "delivery.timeout.ms",
            10_000,
            "request.timeout.ms",
            5_000),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
