package io.aiw3.nft.upgrade.persistence;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The marks of statements that write several rows. */
final class Marks {
  private Marks() {}

  /** {@code (?1, ?2), (?3, ?4)} for two rows of two columns. */
  static String rows(int rows, int width) {
    return IntStream.range(0, rows)
        .mapToObj(row -> "(" + list(row * width + 1, width) + ")")
        .collect(Collectors.joining(", "));
  }

  /** {@code ?1, ?2} for two from 1 on. */
  static String list(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(n -> "?" + n)
        .collect(Collectors.joining(", "));
  }
}
