package io.aiw3.nft.qualification.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The partitions that have records waiting and no batch under way.
 *
 * <p>What is taken is one partition's; only as long as that is little, the next partition's is
 * taken along. A small transaction costs hardly less than a large one, and while six partitions had
 * one each, the last of them waited for all the others.
 */
final class ReadyQueues {
  private final Queue<PartitionQueue> ready = new ArrayDeque<>();

  /** Records that were taken of one partition; never empty. */
  record Taken(PartitionQueue queue, List<ConsumerRecord<byte[], byte[]>> records) {}

  synchronized void add(PartitionQueue queue) {
    ready.add(queue);
  }

  /**
   * Takes records; none when another worker took them along, or the partition was given away.
   *
   * @param enough records after which no further partition is taken along
   * @param most records in all
   */
  synchronized List<Taken> take(int enough, int most) {
    List<Taken> all = new ArrayList<>();
    int size = 0;
    while (size < enough && !ready.isEmpty()) {
      PartitionQueue queue = ready.remove();
      List<ConsumerRecord<byte[], byte[]>> records = queue.take(most - size);
      if (!records.isEmpty()) {
        all.add(new Taken(queue, records));
        size += records.size();
      }
    }
    return all;
  }
}
