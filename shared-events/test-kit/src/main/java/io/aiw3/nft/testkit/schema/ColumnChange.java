package io.aiw3.nft.testkit.schema;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what was written to a column before can still be written, and what is read still fits.
 */
final class ColumnChange {
  private static final Pattern SHAPE =
      Pattern.compile("(\\w+)(?:\\((.*)\\))?( unsigned)? (null|not null, .*)");

  /** Each holds what those before it hold. */
  private static final List<List<String>> WIDER =
      List.of(
          List.of("tinyint", "smallint", "mediumint", "int", "bigint"),
          List.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext"),
          List.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"));

  private ColumnChange() {}

  /**
   * @param before type and nullability
   * @return what is wrong; empty when the change only allows more
   */
  static Optional<String> flaw(String before, String after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    Matcher from = SHAPE.matcher(before);
    Matcher to = SHAPE.matcher(after);
    if (!from.matches() || !to.matches()) {
      return Optional.of(" was changed from " + before + " to " + after);
    }
    if (strictness(to.group(4)) > strictness(from.group(4))) {
      return Optional.of(" is stricter: " + after + ", was " + before);
    }
    return isWider(from, to)
        ? Optional.empty()
        : Optional.of(" holds less or something else: " + after + ", was " + before);
  }

  private static int strictness(String required) {
    return List.of("null", "not null, default", "not null, no default").indexOf(required);
  }

  private static boolean isWider(Matcher from, Matcher to) {
    if (!String.valueOf(from.group(3)).equals(String.valueOf(to.group(3)))) {
      return false;
    }
    String was = from.group(1);
    String is = to.group(1);
    if (was.equals(is)) {
      return List.of("enum", "set").contains(was)
          ? values(to).containsAll(values(from))
          : holds(numbers(to), numbers(from));
    }
    return WIDER.stream()
        .anyMatch(
            types ->
                types.contains(was)
                    && types.indexOf(is) > types.indexOf(was)
                    && (to.group(2) == null || holds(numbers(to), numbers(from))));
  }

  /** Lengths, or digits and decimals: neither fewer decimals nor fewer digits before them. */
  private static boolean holds(int[] is, int[] was) {
    if (is.length != was.length) {
      return is.length == 0;
    }
    if (is.length < 2) {
      return is.length == 0 || is[0] >= was[0];
    }
    return is[1] >= was[1] && is[0] - is[1] >= was[0] - was[1];
  }

  private static int[] numbers(Matcher type) {
    return type.group(2) == null
        ? new int[0]
        : Arrays.stream(type.group(2).split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  private static Set<String> values(Matcher type) {
    return new HashSet<>(List.of(type.group(2).split(",", -1)));
  }
}
