package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong now = new AtomicLong();
  private final RateLimit limit = new RateLimit(60, new Clock());

  @Test
  void aSixthOfAMinutesRequestsMayComeAtOnce() {
    for (int i = 0; i < 10; i++) {
      assertThat(limit.take("a")).isZero();
    }

    assertThat(limit.take("a")).isEqualTo(1);
    assertThat(limit.take("b")).isZero();
  }

  @Test
  void whoWaitsAsRequestedMayContinue() {
    RateLimit slow = new RateLimit(6, new Clock());
    assertThat(slow.take("a")).isZero();
    long seconds = slow.take("a");
    assertThat(seconds).isEqualTo(10);

    now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));

    assertThat(slow.take("a")).isZero();
    assertThat(slow.take("a")).isEqualTo(10);
  }

  @Test
  void zeroIsNoLimit() {
    RateLimit none = new RateLimit(0, new Clock());
    for (int i = 0; i < 1_000; i++) {
      assertThat(none.take("a")).isZero();
    }
  }

  @Test
  void whoHasNotCalledForAMinuteIsForgotten() {
    assertThat(limit.take("a")).isZero();
    now.addAndGet(TimeUnit.MINUTES.toNanos(2));
    for (int i = 0; i < 10; i++) {
      assertThat(limit.take("a")).isZero();
    }
    assertThat(limit.take("a")).isEqualTo(1);
  }

  private final class Clock implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return now.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
