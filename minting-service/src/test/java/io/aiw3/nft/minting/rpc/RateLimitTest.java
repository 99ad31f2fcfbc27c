package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long MILLI = 1_000_000L;
  private static final long LONGEST = 1_000 * MILLI;

  private final AtomicLong clock = new AtomicLong();

  @Test
  void letsASecondsWorthPassAtOnceAndTheRestOneByOne() {
    // Given: a clock that does not advance, at any value
    for (long now : new long[] {-5_000 * MILLI, 0, 7_000 * MILLI}) {
      clock.set(now);
      RateLimit limit = new RateLimit(4, clock::get);
      // When
      long[] waits = LongStream.range(0, 8).map(i -> limit.take(LONGEST)).toArray();
      // Then
      assertThat(waits)
          .containsExactly(0, 0, 0, 0, 250 * MILLI, 500 * MILLI, 750 * MILLI, 1_000 * MILLI);
      assertThat(limit.take(LONGEST)).isEqualTo(RateLimit.TOO_LONG);
      assertThat(limit.toWait()).isEqualTo(1_250 * MILLI);
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
    RateLimit limit = new RateLimit(4, clock::get);
    LongStream.range(0, 4).forEach(i -> limit.take(LONGEST));
    // When
    clock.set(500 * MILLI);
    // Then
    assertThat(LongStream.range(0, 3).map(i -> limit.take(LONGEST)).toArray())
        .containsExactly(0, 0, 250 * MILLI);
    // When
    clock.set(60_000 * MILLI);
    // Then
    assertThat(LongStream.range(0, 5).map(i -> limit.take(LONGEST)).toArray())
        .containsExactly(0, 0, 0, 0, 250 * MILLI);
  }

  @Test
  void whatIsNotWaitedForIsNotTaken() {
    RateLimit limit = new RateLimit(2, clock::get);
    LongStream.range(0, 2).forEach(i -> limit.take(LONGEST));

    assertThat(limit.take(400 * MILLI)).isEqualTo(RateLimit.TOO_LONG);
    assertThat(limit.take(500 * MILLI)).isEqualTo(500 * MILLI);
  }

  @Test
  void zeroIsNoLimit() {
    RateLimit limit = new RateLimit(0, clock::get);
    assertThat(LongStream.range(0, 100_000).map(i -> limit.take(0)).sum()).isZero();
    assertThat(limit.toWait()).isZero();
  }
}
