package io.aiw3.nft.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeldBackTest {
  private static final Lane A = new Lane("t", "a");
  private static final Lane B = new Lane("t", "b");
  private static final Lane OTHER = new Lane("u", "a");

  private final AtomicLong now = new AtomicLong();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HeldBack held = new HeldBack(metrics, now::get);

  @Test
  void aLaneWaitsAloneTwiceAsLongEachTimeUpToAMinute() {
    long[] seconds = {1, 2, 4, 8, 16, 32, 60, 60};
    for (long pause : seconds) {
      held.refuse(A);
      pass(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(held.waits(A)).isTrue();
      assertThat(held.waits(B)).isFalse();
      pass(Duration.ofMillis(1));
      assertThat(held.waits(A)).isFalse();
    }
  }

  @Test
  void aTopicThatIsRefusedHoldsItsLanesUntilOneIsTaken() {
    held.refuse("t");

    assertThat(held.waits(A)).isTrue();
    assertThat(held.waits(B)).isTrue();
    assertThat(held.waits(OTHER)).isFalse();

    held.taken(B);

    assertThat(held.waits(A)).isFalse();
  }

  @Test
  void keysAreCountedByTopicAndForgottenWithTheirRows() {
    held.refuse(A);
    held.refuse(B);
    held.refuse(OTHER);

    held.settle(Set.of(A, B, OTHER));
    assertThat(stuck("t")).isEqualTo(2);
    assertThat(stuck("u")).isEqualTo(1);

    held.settle(Set.of(B));
    assertThat(stuck("t")).isEqualTo(1);
    assertThat(stuck("u")).isZero();
    assertThat(held.waits(A)).isFalse();

    held.clear();
    assertThat(stuck("t")).isZero();
    assertThat(held.any()).isFalse();
  }

  private double stuck(String topic) {
    return metrics.get("aiw3.outbox.stuck.keys").tag("topic", topic).gauge().value();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
