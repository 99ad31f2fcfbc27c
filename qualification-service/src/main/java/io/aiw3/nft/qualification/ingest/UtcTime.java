package io.aiw3.nft.qualification.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * {@link Instant#parse} for the hot path: the usual form {@code 2026-01-31T23:59:59[.fraction]Z} is
 * read digit by digit, a tenth of the work; every other form is left to {@code Instant}.
 */
final class UtcTime {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int SECONDS_END = FORM.length();
  private static final int LONGEST_FRACTION = 9;

  private UtcTime() {}

  /**
   * @throws DateTimeException if it is not an ISO-8601 time in UTC
   */
  static Instant parse(String text) {
    return isUsual(text)
        ? LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                nanos(text))
            .toInstant(ZoneOffset.UTC)
        : Instant.parse(text);
  }

  private static boolean isUsual(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || end > SECONDS_END + 1 + LONGEST_FRACTION || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < SECONDS_END; i++) {
      char expected = FORM.charAt(i);
      if (expected == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != expected) {
        return false;
      }
    }
    if (end > SECONDS_END && (text.charAt(SECONDS_END) != '.' || end == SECONDS_END + 1)) {
      return false;
    }
    for (int i = SECONDS_END + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    // Instant reads the end of a day and leap seconds in ways of its own.
    return number(text, 11, 13) < 24 && number(text, 17, 19) < 60;
  }

  private static int nanos(String text) {
    int end = text.length() - 1;
    if (end == SECONDS_END) {
      return 0;
    }
    int nanos = number(text, SECONDS_END + 1, end);
    for (int digits = end - SECONDS_END - 1; digits < LONGEST_FRACTION; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
