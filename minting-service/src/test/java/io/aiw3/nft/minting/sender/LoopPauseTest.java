package io.aiw3.nft.minting.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopPauseTest {

  /** What is due already could not be done in the round that has just ended. */
  @ParameterizedTest
  @CsvSource({"-5000, 200", "0, 200", "199, 200", "700, 700", "2001, 2000", "86400000, 2000"})
  void aLoopRestsUntilSomethingIsDueWithinItsBounds(long dueInMillis, long millis) {
    Loop.Pause pause =
        new Loop.Pause(
            Duration.ofMillis(200),
            Duration.ofSeconds(2),
            () -> Uni.createFrom().item(Duration.ofMillis(dueInMillis)));
    assertThat(pause.next().await().indefinitely()).isEqualTo(Duration.ofMillis(millis));
  }
}
