package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long MILLI = 1_000_000L;
  private static final long LONGEST = 1_000 * MILLI;

  @Test
  void letsASecondsWorthPassAtOnceAndTheRestOneByOne() {
    // Given: a clock that does not advance, at any value
    for (long now : new long[] {-5_000 * MILLI, 0, 7_000 * MILLI}) {
      RateLimit limit = new RateLimit(4, now);
      // When
      long[] waits = LongStream.range(0, 8).map(i -> limit.take(now, LONGEST)).toArray();
      // Then
      assertThat(waits)
          .containsExactly(0, 0, 0, 0, 250 * MILLI, 500 * MILLI, 750 * MILLI, 1_000 * MILLI);
      assertThat(limit.take(now, LONGEST)).isEqualTo(RateLimit.TOO_LONG);
      assertThat(limit.waitFrom(now)).isEqualTo(1_250 * MILLI);
    }
  }

  /** Quarkus' timers refuse less than a millisecond. */
  @Test
  void isWaitedForInWholeMilliseconds() {
    assertThat(
            LongStream.of(1, MILLI - 1, MILLI, MILLI + 1, 250 * MILLI).mapToObj(RateLimit::pause))
        .extracting(Duration::toNanos)
        .containsExactly(MILLI, MILLI, MILLI, 2 * MILLI, 250 * MILLI);
  }

  @Test
  void isRefilledByTimeToASecondsWorth() {
    // Given
    RateLimit limit = new RateLimit(4, 0);
    LongStream.range(0, 4).forEach(i -> limit.take(0, LONGEST));
    // Then
    assertThat(limit.take(500 * MILLI, LONGEST)).isZero();
    assertThat(limit.take(500 * MILLI, LONGEST)).isZero();
    assertThat(limit.take(500 * MILLI, LONGEST)).isEqualTo(250 * MILLI);
    long muchLater = 60_000 * MILLI;
    assertThat(LongStream.range(0, 5).map(i -> limit.take(muchLater, LONGEST)).toArray())
        .containsExactly(0, 0, 0, 0, 250 * MILLI);
  }

  @Test
  void zeroIsNoLimit() {
    RateLimit limit = new RateLimit(0, 0);
    assertThat(LongStream.range(0, 100_000).map(i -> limit.take(0, 0)).sum()).isZero();
    assertThat(limit.waitFrom(0)).isZero();
  }
}
