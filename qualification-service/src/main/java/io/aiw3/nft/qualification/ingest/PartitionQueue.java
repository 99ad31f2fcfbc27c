package io.aiw3.nft.qualification.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * What was read of one partition and waits. One batch at a time is taken: a partition's trades keep
 * their order, and a batch is as large as what came in during the one before.
 */
final class PartitionQueue {
  private final TopicPartition partition;
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean busy;
  private boolean closed;
  private long next = -1;

  PartitionQueue(TopicPartition partition) {
    this.partition = partition;
  }

  TopicPartition partition() {
    return partition;
  }

  /** Returns whether the queue became ready: it has records and no batch is under way. */
  synchronized boolean add(List<ConsumerRecord<byte[], byte[]>> records) {
    boolean ready = waiting.isEmpty() && !busy && !records.isEmpty();
    waiting.addAll(records);
    records.forEach(record -> bytes += size(record));
    return ready;
  }

  static long size(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().mapToLong(PartitionQueue::size).sum();
  }

  /** Of key, value and headers. */
  private static long size(ConsumerRecord<byte[], byte[]> record) {
    long size = Math.max(0, record.serializedKeySize());
    size += Math.max(0, record.serializedValueSize());
    for (Header header : record.headers()) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  /** The next batch; empty when the partition was revoked. */
  synchronized List<ConsumerRecord<byte[], byte[]>> take(int most) {
    return take(most, Long.MAX_VALUE);
  }

  /**
   * The same, of at most so many bytes; one record may have more.
   *
   * @param mostBytes bounds what one transaction writes, should all of them become dead letters
   */
  synchronized List<ConsumerRecord<byte[], byte[]>> take(int most, long mostBytes) {
    if (closed) {
      return List.of();
    }
    busy = true;
    int size = Math.min(most, waiting.size());
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(size);
    long taken = 0;
    while (batch.size() < size) {
      long next = size(waiting.element());
      if (!batch.isEmpty() && taken + next > mostBytes) {
        break;
      }
      taken += next;
      batch.add(waiting.remove());
    }
    bytes -= taken;
    return batch;
  }

  /**
   * The batch has taken effect.
   *
   * @return whether the queue is ready again
   */
  synchronized boolean done(List<ConsumerRecord<byte[], byte[]>> batch) {
    busy = false;
    next = batch.get(batch.size() - 1).offset() + 1;
    notifyAll();
    return !closed && !waiting.isEmpty();
  }

  /**
   * The batch was given up; while the partition is ours it is the next one again.
   *
   * @return whether the queue is ready again
   */
  synchronized boolean abandoned(List<ConsumerRecord<byte[], byte[]>> batch) {
    busy = false;
    notifyAll();
    if (closed) {
      return false;
    }
    for (int i = batch.size() - 1; i >= 0; i--) {
      waiting.addFirst(batch.get(i));
      bytes += size(batch.get(i));
    }
    return true;
  }

  /** Offset behind the last record that has taken effect; -1 when there was none since the last. */
  synchronized long takePosition() {
    long position = next;
    next = -1;
    return position;
  }

  /** The position could not be committed; it is due again, unless a later one is. */
  synchronized void notCommitted(long position) {
    next = Math.max(next, position);
  }

  synchronized int size() {
    return waiting.size();
  }

  /** Of the records that wait. */
  synchronized long bytes() {
    return bytes;
  }

  synchronized boolean closed() {
    return closed;
  }

  /** Hands out nothing more, and waits for the batch under way. */
  synchronized void close(long millis) throws InterruptedException {
    closed = true;
    waiting.clear();
    bytes = 0;
    long until = System.currentTimeMillis() + millis;
    while (busy && System.currentTimeMillis() < until) {
      wait(Math.max(1, until - System.currentTimeMillis()));
    }
  }
}
