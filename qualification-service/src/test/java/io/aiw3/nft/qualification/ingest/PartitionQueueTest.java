package io.aiw3.nft.qualification.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionQueueTest {
  private final PartitionQueue queue = new PartitionQueue(new TopicPartition("trades", 0));

  @Test
  void thePositionIsBehindTheLastRecordThatTookEffect() {
    take(5);

    assertThat(queue.takePosition()).isEqualTo(6);
    assertThat(queue.takePosition()).isEqualTo(-1);
  }

  @Test
  void aPositionThatWasNotCommittedIsDueAgain() {
    take(5);

    queue.notCommitted(queue.takePosition());

    assertThat(queue.takePosition()).isEqualTo(6);
  }

  @Test
  void aLaterPositionIsNotReplacedByOneThatWasNotCommitted() {
    take(5);
    long position = queue.takePosition();
    take(8);

    queue.notCommitted(position);

    assertThat(queue.takePosition()).isEqualTo(9);
  }

  @Test
  void aBatchThatWasGivenUpIsTheNextOneAgain() {
    queue.add(List.of(record(5), record(6), record(7)));

    assertThat(queue.abandoned(queue.take(2))).isTrue();

    assertThat(queue.take(10)).extracting(ConsumerRecord::offset).containsExactly(5L, 6L, 7L);
  }

  @Test
  void whatWasGivenUpOfAPartitionThatIsNoLongerOursIsLeft() throws InterruptedException {
    queue.add(List.of(record(5), record(6)));
    List<ConsumerRecord<byte[], byte[]>> batch = queue.take(1);
    queue.close(0);

    assertThat(queue.abandoned(batch)).isFalse();

    assertThat(queue.take(10)).isEmpty();
    assertThat(queue.size()).isZero();
  }

  @Test
  void aBatchHasNoMoreBytesThanItMayUnlessItIsOneRecord() {
    queue.add(List.of(record(5, 60), record(6, 60), record(7, 500), record(8, 1)));

    assertThat(queue.bytes()).isEqualTo(621);
    assertThat(queue.take(10, 150)).extracting(ConsumerRecord::offset).containsExactly(5L, 6L);
    assertThat(queue.take(10, 150)).extracting(ConsumerRecord::offset).containsExactly(7L);
    assertThat(queue.bytes()).isEqualTo(1);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, int size) {
    return new ConsumerRecord<>(
        "trades",
        0,
        offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        0,
        size,
        new byte[0],
        new byte[size],
        new RecordHeaders(),
        Optional.empty());
  }

  private void take(long offset) {
    queue.add(List.of(record(offset)));
    queue.done(queue.take(1));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("trades", 0, offset, new byte[0], new byte[0]);
  }
}
