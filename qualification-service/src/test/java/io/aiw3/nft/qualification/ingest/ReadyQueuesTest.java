package io.aiw3.nft.qualification.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.qualification.ingest.ReadyQueues.Taken;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadyQueuesTest {
  private static final int ENOUGH = 10;
  private static final int MOST = 15;

  private final ReadyQueues queues = new ReadyQueues();

  @Test
  void partitionsWithLittleAreTakenTogether() {
    PartitionQueue first = waiting(0, 3);
    PartitionQueue second = waiting(1, 2);

    List<Taken> taken = queues.take(ENOUGH, MOST, Long.MAX_VALUE);

    assertThat(taken).extracting(Taken::queue).containsExactly(first, second);
    assertThat(taken).extracting(part -> part.records().size()).containsExactly(3, 2);
    assertThat(queues.isEmpty()).isTrue();
  }

  @Test
  void aLittleWaitsForTheBatchThatIsUnderWay() {
    waiting(0, 3);
    queues.take(ENOUGH, MOST, Long.MAX_VALUE);
    PartitionQueue second = waiting(1, 4);
    PartitionQueue third = waiting(2, 5);

    assertThat(queues.take(ENOUGH, MOST, Long.MAX_VALUE)).isEmpty();

    queues.done();
    assertThat(queues.take(ENOUGH, MOST, Long.MAX_VALUE))
        .extracting(Taken::queue)
        .containsExactly(second, third);
  }

  @Test
  void enoughIsNotWaitedWith() {
    waiting(0, 3);
    queues.take(ENOUGH, MOST, Long.MAX_VALUE);
    PartitionQueue second = waiting(1, 4);
    PartitionQueue third = waiting(2, 6);

    assertThat(queues.take(ENOUGH, MOST, Long.MAX_VALUE))
        .extracting(Taken::queue)
        .containsExactly(second, third);
  }

  @Test
  void aPartitionWithEnoughIsTakenAlone() {
    PartitionQueue first = waiting(0, ENOUGH);
    PartitionQueue second = waiting(1, ENOUGH);

    assertThat(queues.take(ENOUGH, MOST, Long.MAX_VALUE))
        .extracting(Taken::queue)
        .containsExactly(first);
    assertThat(queues.take(ENOUGH, MOST, Long.MAX_VALUE))
        .extracting(Taken::queue)
        .containsExactly(second);
  }

  @Test
  void togetherTheyAreNoMoreThanABatchMayBe() {
    waiting(0, 3);
    PartitionQueue long1 = waiting(1, 40);

    List<Taken> taken = queues.take(ENOUGH, MOST, Long.MAX_VALUE);

    assertThat(taken).extracting(part -> part.records().size()).containsExactly(3, 12);
    assertThat(long1.size()).isEqualTo(28);
  }

  @Test
  void aPartitionThatWasGivenAwayIsPassedOver() throws InterruptedException {
    waiting(0, 3).close(0);
    PartitionQueue second = waiting(1, 2);

    assertThat(queues.take(ENOUGH, MOST, Long.MAX_VALUE))
        .extracting(Taken::queue)
        .containsExactly(second);
  }

  private PartitionQueue waiting(int partition, int records) {
    PartitionQueue queue = new PartitionQueue(new TopicPartition("trades", partition));
    queue.add(
        LongStream.range(0, records)
            .mapToObj(
                offset ->
                    new ConsumerRecord<>("trades", partition, offset, new byte[0], new byte[0]))
            .toList());
    queues.add(queue);
    return queue;
  }
}
