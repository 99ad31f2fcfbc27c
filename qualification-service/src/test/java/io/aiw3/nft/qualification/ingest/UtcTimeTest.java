package io.aiw3.nft.qualification.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
  private static final long YEAR_9999 = 253_402_300_799L;

  @Property
  void readsWhatInstantWrites(
      @ForAll @LongRange(min = 0, max = YEAR_9999) long second,
      @ForAll @IntRange(min = 0, max = 999_999_999) int nano) {
    Instant time = Instant.ofEpochSecond(second, nano);

    assertThat(UtcTime.parse(time.toString())).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-28T12:00:00Z",
        "2024-02-29T12:00:00.5Z",
        "2026-01-01T24:00:00Z",
        "2026-06-30T23:59:60Z",
        "+10000-01-01T00:00:00Z",
        "2026-01-01T00:00:00.123456789Z",
        "2026-01-01t00:00:00z"
      })
  void readsWhatInstantReads(String text) {
    assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-02-29T12:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00,5Z",
        "2026-01-01T00:00:0xZ",
        "٢٠٢٦-01-01T00:00:00Z"
      })
  void refusesWhatInstantRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> UtcTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
