package io.aiw3.nft.kit.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
  @ParameterizedTest
  @CsvSource({"0, 500", "1, 1000", "5, 16000", "6, 30000", "63, 30000", "2147483647, 30000"})
  void doublesUpToTheLongest(int failures, long millis) {
    assertThat(BackOff.after(failures, Duration.ofMillis(500), Duration.ofSeconds(30)))
        .isEqualTo(Duration.ofMillis(millis));
  }
}
