package io.aiw3.nft.qualification.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The partitions that have records waiting and no batch under way.
 *
 * <p>While little comes in, one batch at a time is handed out, of all partitions together: a small
 * transaction costs hardly less than a large one, and several of them side by side only make each
 * other longer. Beyond that a batch is one partition's, and each worker gets one.
 */
final class ReadyQueues {
  private final Queue<PartitionQueue> ready = new ArrayDeque<>();
  private int underWay;

  /** Records that were taken of one partition; never empty. */
  record Taken(PartitionQueue queue, List<ConsumerRecord<byte[], byte[]>> records) {}

  synchronized void add(PartitionQueue queue) {
    ready.add(queue);
  }

  /**
   * Takes a batch; what is taken is followed by {@link #done()}.
   *
   * @param enough records that are worth a batch of their own: with fewer, further partitions' are
   *     taken along, and none at all are while another batch is under way
   * @param most records in all
   * @param mostBytes of the records in all; one record may have more
   * @return empty when there is nothing to do now
   */
  synchronized List<Taken> take(int enough, int most, long mostBytes) {
    if (underWay > 0 && ready.stream().mapToInt(PartitionQueue::size).sum() < enough) {
      return List.of();
    }
    List<Taken> all = new ArrayList<>();
    int size = 0;
    long bytes = 0;
    while (size < enough && bytes < mostBytes && !ready.isEmpty()) {
      PartitionQueue queue = ready.remove();
      List<ConsumerRecord<byte[], byte[]>> records = queue.take(most - size, mostBytes - bytes);
      if (!records.isEmpty()) {
        all.add(new Taken(queue, records));
        size += records.size();
        bytes += PartitionQueue.size(records);
      }
    }
    if (!all.isEmpty()) {
      underWay++;
    }
    return all;
  }

  /** A batch has ended, successfully or not. */
  synchronized void done() {
    underWay--;
  }

  /** Whether nothing waits and no batch is under way. */
  synchronized boolean isIdle() {
    return underWay == 0 && ready.isEmpty();
  }

  synchronized boolean isEmpty() {
    return ready.isEmpty();
  }
}
