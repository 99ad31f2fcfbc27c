package io.aiw3.nft.minting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeePolicyTest {
  private static final List<Long> PAID = List.of(400L, 100L, 300L, 200L);

  @ParameterizedTest
  @CsvSource({
    // percentile, floor, ceiling, price
    "75, 1, 1000, 300",
    "100, 1, 1000, 400",
    "0, 1, 1000, 100",
    "75, 350, 1000, 350",
    "75, 1, 250, 250",
    "75, 2000, 1000, 1000"
  })
  void offersThePercentileOfWhatOthersPaidWithinFloorAndCeiling(
      int percentile, long floor, long ceiling, long price) {
    assertThat(new FeePolicy(floor, ceiling, percentile, 100).price(PAID, 0)).isEqualTo(price);
  }

  @Test
  void offersTheFloorWhenNoNodeAnswers() {
    assertThat(new FeePolicy(7, 1_000, 75, 100).price(List.of(), 0)).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    // raise, earlier attempts, price
    "100, 1, 600",
    "100, 2, 1200",
    "50, 1, 450",
    "50, 2, 675",
    "0, 9, 300",
    "100, 3, 2000",
    "100, 2147483647, 2000"
  })
  void risesWithEachAttemptUpToTheCeiling(int raise, int earlier, long price) {
    assertThat(new FeePolicy(1, 2_000, 75, raise).price(PAID, earlier)).isEqualTo(price);
  }

  @Test
  void risesFromNothingToo() {
    FeePolicy policy = new FeePolicy(0, 1_000, 75, 100);
    assertThat(policy.price(List.of(0L), 0)).isZero();
    assertThat(policy.price(List.of(0L), 3)).isEqualTo(4);
  }

  @Property(tries = 300)
  void neverExceedsTheCeilingAndNeverFalls(
      @ForAll @Size(max = 20) List<@LongRange(min = 0) Long> paid,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long floor,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long ceiling,
      @ForAll @IntRange(max = 100) int percentile,
      @ForAll @IntRange(min = 1, max = 1_000) int raise,
      @ForAll @IntRange(max = 50) int earlier) {
    FeePolicy policy = new FeePolicy(floor, ceiling, percentile, raise);
    long price = policy.price(paid, earlier);
    long next = policy.price(paid, earlier + 1);
    assertThat(price).isBetween(0L, ceiling);
    assertThat(next).isBetween(price, ceiling);
    assertThat(next > price || price == ceiling).isTrue();
  }
}
