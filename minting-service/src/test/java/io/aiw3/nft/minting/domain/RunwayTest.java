package io.aiw3.nft.minting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunwayTest {
  private static final long SOL = 1_000_000_000;

  @ParameterizedTest
  @CsvSource({
    // balance, minimum, spent (SOL) in ten minutes, seconds
    "101, 1, 10, 6000",
    "101, 1, 100, 600",
    "101, 1, 0, Infinity",
    "1, 1, 10, 0",
    "1, 1, 0, Infinity",
    "0, 1, 0, 0",
    // A wallet of 50 SOL on a day of 12 mints a second
    "50, 1, 144, 204.167"
  })
  void isWhatIsLeftAboveTheMinimumAtTheSpendOfTheWindow(
      long balance, long minimum, long spent, double seconds) {
    assertThat(Runway.seconds(balance * SOL, minimum * SOL, spent * SOL, Duration.ofMinutes(10)))
        .isCloseTo(seconds, Offset.offset(0.001));
  }
}
