package io.aiw3.nft.qualification.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotTimerTest {
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final SetClock clock = new SetClock();
  private final SnapshotTimer timer = new SnapshotTimer(IDLE, clock);

  @BeforeEach
  void theFirstLookIsAtOnce() {
    assertThat(timer.isTime()).isTrue();
    assertThat(timer.isTime()).isFalse();
  }

  @Test
  void whatOthersQueuedIsLookedForNowAndThen() {
    clock.pass(IDLE.minusMillis(1));
    assertThat(timer.isTime()).isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(timer.isTime()).isTrue();
    assertThat(timer.isTime()).isFalse();
  }

  @Test
  void whatIsQueuedHereIsLookedForWhenItIsDue() {
    timer.expect(clock.instant().plusMillis(300));
    timer.expect(clock.instant().plusMillis(200));
    clock.pass(Duration.ofMillis(199));
    assertThat(timer.isTime()).isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(timer.isTime()).isTrue();
    assertThat(timer.isTime()).isFalse();
    clock.pass(Duration.ofMillis(100));
    assertThat(timer.isTime()).isTrue();
  }
}
