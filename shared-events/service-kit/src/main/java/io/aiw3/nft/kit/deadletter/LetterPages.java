package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.deadletter.HandledOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Pages of letters, the newest first. A topic is read backwards in windows, and each record is made
 * into what the page needs of it at once: their bodies together are more than memory should hold.
 *
 * @param <T> what a page shows of a letter
 */
final class LetterPages<T> {
  /** Records that are read at once, and by one page at most. */
  private static final int WINDOW = 100;

  private static final int MOST_READ = 1_000;

  private final KafkaConsumer<byte[], byte[]> kafka;
  private final Predicate<ConsumerRecord<byte[], byte[]>> chosen;
  private final boolean pending;
  private final BiFunction<ConsumerRecord<byte[], byte[]>, Boolean, T> view;

  /**
   * @param chosen which letters are shown
   * @param pending only those that are not dealt with
   * @param view of a letter and of whether it is dealt with
   */
  LetterPages(
      KafkaConsumer<byte[], byte[]> kafka,
      Predicate<ConsumerRecord<byte[], byte[]>> chosen,
      boolean pending,
      BiFunction<ConsumerRecord<byte[], byte[]>, Boolean, T> view) {
    this.kafka = kafka;
    this.chosen = chosen;
    this.pending = pending;
    this.view = view;
  }

  /**
   * @param next where the next page begins; null: there is none
   */
  record Slice<T>(List<T> letters, LetterCursor next) {}

  private record Seen<T>(long offset, T letter) {}

  /**
   * @param most letters of the page
   */
  Slice<T> read(String topic, LetterCursor cursor, int most) {
    List<TopicPartition> partitions = LetterClients.partitions(kafka, topic);
    Map<TopicPartition, OffsetAndMetadata> marks = kafka.committed(Set.copyOf(partitions));
    Map<TopicPartition, Long> begin = kafka.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = kafka.endOffsets(partitions);
    List<T> letters = new ArrayList<>();
    int left = MOST_READ;
    for (TopicPartition partition : partitions) {
      int number = partition.partition();
      if (number < cursor.partition()) {
        continue;
      }
      long before = end.get(partition);
      if (number == cursor.partition()) {
        before = Math.min(before, cursor.before());
      }
      while (before > begin.get(partition)) {
        if (letters.size() == most || left <= 0) {
          return new Slice<>(letters, new LetterCursor(number, before));
        }
        long from = Math.max(begin.get(partition), before - WINDOW);
        List<Seen<T>> window =
            window(partition, from, before, HandledOffsets.of(marks.get(partition)));
        left -= WINDOW;
        int first = Math.max(0, window.size() - (most - letters.size()));
        for (int i = window.size() - 1; i >= first; i--) {
          letters.add(window.get(i).letter());
        }
        before = first > 0 ? window.get(first).offset() : from;
      }
    }
    return new Slice<>(letters, null);
  }

  private List<Seen<T>> window(
      TopicPartition partition, long from, long before, HandledOffsets marks) {
    List<Seen<T>> window = new ArrayList<>();
    LetterClients.each(
        kafka,
        partition,
        from,
        before,
        record -> {
          boolean handled = marks.has(record.offset());
          if (chosen.test(record) && !(pending && handled)) {
            window.add(new Seen<>(record.offset(), view.apply(record, handled)));
          }
        });
    return window;
  }
}
