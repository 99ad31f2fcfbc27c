package io.aiw3.nft.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RelayPauseTest {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final RelayPause pause = new RelayPause(POLL, IDLE, nanos::get);

  @Test
  void whatThisReplicaCommitsNudgesSoPollsAreRare() {
    pause.passed(true, 5);
    pause.passed(false, 0);
    assertThat(pause.next()).isEqualTo(IDLE);
  }

  @Test
  void whatOthersCommitIsFoundByPollingSoPollsAreFrequent() {
    pause.passed(false, 1);
    assertThat(pause.next()).isEqualTo(POLL);
    nanos.addAndGet(RelayPause.OTHERS_ARE_THERE.toNanos() - 1);
    assertThat(pause.next()).isEqualTo(POLL);
    nanos.incrementAndGet();
    assertThat(pause.next()).isEqualTo(IDLE);
  }
}
