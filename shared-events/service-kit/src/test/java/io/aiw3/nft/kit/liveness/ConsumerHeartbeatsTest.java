package io.aiw3.nft.kit.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerHeartbeatsTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final AtomicLong now = new AtomicLong();
  private final Heartbeat heartbeat = new Heartbeat("c", Duration.ofSeconds(25), now::get);
  private final ConsumerHeartbeats.Progress progress = new ConsumerHeartbeats.Progress(heartbeat);
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private double answers;

  @BeforeEach
  void assign() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 100L));
    consumer.seek(PARTITION, 10);
  }

  @Test
  void onePositionWithRecordsBehindItIsNoProgress() {
    look(3);
    assertThat(heartbeat.isLate()).isFalse();
    look(1);
    assertThat(heartbeat.isLate()).isTrue();
  }

  @Test
  void aPositionThatMovesIsProgress() {
    for (int i = 0; i < 6; i++) {
      consumer.seek(PARTITION, 20 + i);
      look(1);
      assertThat(heartbeat.isLate()).isFalse();
    }
  }

  @Test
  void nothingToReadIsProgress() {
    consumer.seek(PARTITION, 100);
    look(6);
    assertThat(heartbeat.isLate()).isFalse();
  }

  @Test
  void aConsumerThatIsPausedWaitsForItsRecords() {
    consumer.pause(List.of(PARTITION));
    look(6);
    assertThat(heartbeat.isLate()).isFalse();
  }

  @Test
  void aBrokerThatDoesNotAnswerIsWaitedFor() {
    look(1);
    for (int i = 0; i < 6; i++) {
      answers--;
      look(1);
    }
    assertThat(heartbeat.isLate()).isFalse();
  }

  @Test
  void whyARecordIsNotReadIsFoundOutOnceAndForgottenWithProgress() {
    PositionProbe probe = new PositionProbe(this::anotherThatCannotRead);
    look(1);
    progress.explain(probe);
    assertThat(heartbeat.reason()).isNull();

    look(1);
    progress.explain(probe);
    assertThat(heartbeat.reason())
        .isEqualTo(
            "t-0 offset 10: next record of t-0 org.apache.kafka.common.KafkaException: zstd");
    progress.explain(new PositionProbe(() -> new MockConsumer<>("earliest")));
    assertThat(heartbeat.reason()).contains("zstd");

    consumer.seek(PARTITION, 11);
    look(1);
    assertThat(heartbeat.reason()).isNull();
  }

  private MockConsumer<byte[], byte[]> anotherThatCannotRead() {
    MockConsumer<byte[], byte[]> other = new MockConsumer<>("earliest");
    other.setPollException(
        new KafkaException("next record of " + PARTITION, new KafkaException("zstd")));
    return other;
  }

  /** Every ten seconds, with an answer of the coordinator between. */
  private void look(int times) {
    for (int i = 0; i < times; i++) {
      now.addAndGet(Duration.ofSeconds(10).toNanos());
      progress.look(consumer, ++answers);
    }
  }
}
