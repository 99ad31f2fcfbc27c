package io.aiw3.nft.kit.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KeyOrderedProcessorTest {
  private static final int MORE_THAN_AT_ONCE = 20;
  private static final int AT_ONCE = 8;

  private final Map<String, UniEmitter<? super Void>> running = new LinkedHashMap<>();
  private final List<String> begun = new ArrayList<>();
  private final AtomicBoolean done = new AtomicBoolean();

  @Test
  void oneKeyWaitsForItselfAndNotForOthers() {
    take("a1", "b1", "a2", "c1", "b2");

    assertThat(begun).containsExactly("a1", "b1", "c1");
    end("b1");
    assertThat(begun).containsExactly("a1", "b1", "c1", "b2");
    end("b2");
    end("c1");
    assertThat(done).isFalse();
    end("a1");
    assertThat(begun).last().isEqualTo("a2");
    assertThat(done).isFalse();
    end("a2");
    assertThat(done).isTrue();
  }

  @Test
  void recordsWithoutAKeyAreInTheirOrder() {
    take("-1", "-2");

    assertThat(begun).containsExactly("-1");
    end("-1");
    end("-2");
    assertThat(begun).containsExactly("-1", "-2");
    assertThat(done).isTrue();
  }

  @Test
  void soManyAtOnceAndNoMore() {
    take(
        IntStream.range(0, MORE_THAN_AT_ONCE)
            .mapToObj(i -> (char) ('a' + i) + "1")
            .toArray(String[]::new));

    assertThat(begun).hasSize(AT_ONCE);
    end("a1");
    assertThat(begun).hasSize(AT_ONCE + 1);
  }

  @Test
  void nothingIsDoneAtOnce() {
    take();

    assertThat(done).isTrue();
  }

  /**
   * @param names a key of one letter, {@code -} for none, and what distinguishes
   */
  private void take(String... names) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String name : names) {
      byte[] key = name.startsWith("-") ? null : name.substring(0, 1).getBytes(UTF_8);
      records.add(new ConsumerRecord<>("topic", 0, records.size(), key, name.getBytes(UTF_8)));
    }
    KeyOrderedProcessor.sideBySide(
            new ConsumerRecords<>(Map.of(new TopicPartition("topic", 0), records), Map.of()),
            this::begin)
        .subscribe()
        .with(ended -> done.set(true));
  }

  private Uni<Void> begin(ConsumerRecord<byte[], byte[]> message) {
    String name = new String(message.value(), UTF_8);
    return Uni.createFrom()
        .emitter(
            emitter -> {
              begun.add(name);
              running.put(name, emitter);
            });
  }

  private void end(String name) {
    running.get(name).complete(null);
  }
}
