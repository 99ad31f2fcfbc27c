package io.aiw3.nft.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A topic from its first record on, each record read once and kept, for a test that looks again and
 * again. May be read by several threads.
 *
 * @param <T> what a record is read as
 */
public final class TopicLog<T> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, String> consumer;
  private final Function<ConsumerRecord<String, String>, T> reader;
  private final List<T> entries = new ArrayList<>();

  /**
   * @param consumer assigned, and at the beginning; closed with this
   */
  TopicLog(
      KafkaConsumer<String, String> consumer, Function<ConsumerRecord<String, String>, T> reader) {
    this.consumer = consumer;
    this.reader = reader;
  }

  /** Every record that the topic holds now or has held; in order within a partition. */
  public synchronized List<T> upToNow() {
    consumer
        .endOffsets(consumer.assignment())
        .forEach(
            (partition, end) -> {
              while (consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(message -> entries.add(reader.apply(message)));
              }
            });
    return List.copyOf(entries);
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
