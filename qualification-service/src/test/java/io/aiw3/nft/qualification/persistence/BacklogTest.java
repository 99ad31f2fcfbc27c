package io.aiw3.nft.qualification.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Duration DELAY = Duration.ofSeconds(1);

  private final SetClock clock = new SetClock();
  private final Backlog backlog = new Backlog(clock);

  @Test
  void nothingIsPostponedWhileNoLargeBatchWasSeen() {
    assertThat(backlog.postpones(clock.instant(), DELAY)).isFalse();
  }

  @Test
  void workIsPostponedUntilThePauseIsOver() {
    backlog.seen();
    Instant last = clock.instant();
    clock.pass(DELAY.minusMillis(1));
    assertThat(backlog.postpones(last, DELAY)).isTrue();
    clock.pass(Duration.ofMillis(1));
    assertThat(backlog.postpones(last, DELAY)).isFalse();
  }

  @Test
  void theBacklogIsForgottenWhenNoMoreLargeBatchesCome() {
    backlog.seen();
    clock.pass(Duration.ofSeconds(2));
    assertThat(backlog.postpones(clock.instant(), DELAY)).isFalse();
    backlog.seen();
    assertThat(backlog.postpones(clock.instant(), DELAY)).isTrue();
  }

  @Test
  void workThatWasNeverDoneIsNotPostponed() {
    backlog.seen();
    assertThat(backlog.postpones(Instant.MIN, DELAY)).isFalse();
  }
}
