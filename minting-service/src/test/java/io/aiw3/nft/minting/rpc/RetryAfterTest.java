package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "7 | 7",
        "86400 | 60",
        "99999999999999999999 | 0",
        "-5 | 0",
        "soon | 0",
        "Wed, 21 Oct 2026 07:28:09 GMT | 9",
        "Wed, 21 Oct 2026 07:27:00 GMT | 0"
      })
  void readsSecondsAndDates(String header, long seconds) {
    assertThat(RetryAfter.read(header, NOW)).hasSeconds(seconds);
  }

  @Test
  void nothingIsZero() {
    assertThat(RetryAfter.read(null, NOW)).isZero();
    assertThat(RetryAfter.read("", NOW)).isZero();
  }
}
