package io.aiw3.nft.minting.rpc;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** HTTP's Retry-After: seconds, or a date. */
final class RetryAfter {
  /** A node that requires more is called again all the same. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private RetryAfter() {}

  /**
   * @param header may be null
   * @return zero if it says nothing that can be read
   */
  static Duration read(String header, Instant now) {
    if (header == null) {
      return Duration.ZERO;
    }
    Duration wait = seconds(header.strip(), now);
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static Duration seconds(String header, Instant now) {
    try {
      return header.chars().allMatch(Character::isDigit)
          ? Duration.ofSeconds(Long.parseLong(header))
          : Duration.between(
              now, ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (NumberFormatException | DateTimeException e) {
      return Duration.ZERO;
    }
  }
}
