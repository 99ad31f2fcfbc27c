package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.inbox.BadMessageException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values as SQL literals. */
public final class Columns {
  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private Columns() {}

  public static LocalDateTime utc(Instant time) {
    return time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  public static Instant instant(LocalDateTime utc) {
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }

  /** {@code TIMESTAMP'2026-01-31 23:59:59.999'}. */
  public static String literal(Instant time) {
    return "TIMESTAMP'" + LITERAL.format(time) + "'";
  }

  /** {@code (1,2,3)}; a list of one -1 when there are none. */
  public static String in(Collection<? extends Number> ids) {
    return ids.isEmpty()
        ? "(-1)"
        : ids.stream().map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
  }

  /**
   * An identifier as its column takes it: INSERT IGNORE would cut a longer one.
   *
   * @throws BadMessageException unless it is 1 to {@code longest} characters of printable ASCII
   */
  static String identifier(String name, String value, int longest) {
    if (value == null || value.isBlank()) {
      throw new BadMessageException(name + " is missing");
    }
    if (value.length() > longest || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new BadMessageException(
          name + " is longer than " + longest + " characters, or not of printable ASCII");
    }
    return value;
  }

  /**
   * A literal list of base58 addresses that were checked before: letters and digits need no
   * escaping.
   */
  public static String inAddresses(Collection<String> addresses) {
    return addresses.isEmpty()
        ? "('')"
        : addresses.stream().collect(Collectors.joining("','", "('", "')"));
  }
}
