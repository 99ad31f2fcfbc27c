package io.aiw3.nft.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of some partitions from a moment of the brokers' time until now. Where it begins and
 * ends is fixed when it is made: reading it ends, however much is written concurrently.
 */
final class Window {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  private final Map<TopicPartition, Long> first;
  private final Map<TopicPartition, Long> end;

  private Window(Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {
    this.first = first;
    this.end = end;
  }

  /** Looks up where the records lie. */
  static Window of(
      KafkaConsumer<?, ?> consumer, Collection<TopicPartition> partitions, Instant since) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
    Map<TopicPartition, Long> first = new HashMap<>();
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) -> {
              // Nothing is found where nothing has been written since.
              if (found != null && found.offset() < end.get(partition)) {
                first.put(partition, found.offset());
              }
            });
    return new Window(first, end);
  }

  /**
   * Reads them, a partition's in their order.
   *
   * @throws IllegalStateException if the brokers give nothing for a minute
   */
  void read(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    consumer.assign(first.keySet());
    first.forEach(consumer::seek);
    List<TopicPartition> open = new ArrayList<>(first.keySet());
    Map<TopicPartition, Long> positions = new HashMap<>(first);
    long progress = System.nanoTime();
    while (!open.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
        if (message.offset() < end.get(new TopicPartition(message.topic(), message.partition()))) {
          reader.accept(message);
        }
      }
      for (TopicPartition partition : List.copyOf(open)) {
        // Not the offset of the last record: markers and compacted records are passed as well.
        long position = consumer.position(partition);
        if (position != positions.put(partition, position)) {
          progress = System.nanoTime();
        }
        if (position >= end.get(partition)) {
          open.remove(partition);
          consumer.pause(List.of(partition));
        }
      }
      if (System.nanoTime() - progress > READ_TIMEOUT.toNanos()) {
        throw new IllegalStateException("the brokers gave nothing for a minute of " + open);
      }
    }
  }
}
