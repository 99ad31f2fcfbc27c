package io.aiw3.nft.kit.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class UnreadableRecordsTest {
  private final AtomicLong now = new AtomicLong();
  private final Heartbeats heartbeats = new Heartbeats(new SimpleMeterRegistry(), now::get);
  private final UnreadableRecords records = new UnreadableRecords(heartbeats, "r", now::get);

  @Test
  void aRecordThatStaysUnreadableFailsLivenessAlthoughOtherPartitionsGoOn() {
    for (int second = 0; second <= 180; second += 10) {
      records.failed(new KafkaException("next record of trades-3", new KafkaException("zstd")));
      assertThat(late()).isEmpty();
      now.addAndGet(Duration.ofSeconds(10).toNanos());
      records.polled();
    }

    assertThat(heartbeats.late())
        .singleElement()
        .extracting(Heartbeat::reason)
        .asString()
        .contains("trades-3")
        .contains("zstd");
  }

  @Test
  void aMinuteWithoutAFailureClearsIt() {
    records.failed(new KafkaException("once"));
    now.addAndGet(UnreadableRecords.CLEARED.toNanos() + 1);
    records.polled();
    now.addAndGet(UnreadableRecords.LIMIT.toNanos());

    assertThat(late()).isEmpty();
  }

  @Test
  void aBrokerThatDoesNotAnswerIsWaitedFor() {
    records.failed(new TimeoutException("no broker"));
    now.addAndGet(UnreadableRecords.LIMIT.toNanos() + 1);

    assertThat(late()).isEmpty();
  }

  private List<String> late() {
    return heartbeats.late().stream().map(Heartbeat::name).toList();
  }
}
