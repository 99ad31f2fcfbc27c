package io.aiw3.nft.qualification.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
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

  private void take(long offset) {
    queue.add(List.of(record(offset)));
    queue.done(queue.take(1));
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset) {
    return new ConsumerRecord<>("trades", 0, offset, new byte[0], new byte[0]);
  }
}
