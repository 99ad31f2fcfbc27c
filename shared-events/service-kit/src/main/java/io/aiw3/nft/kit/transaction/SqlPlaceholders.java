package io.aiw3.nft.kit.transaction;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The marks of statements that write several rows. */
public final class SqlPlaceholders {
  private SqlPlaceholders() {}

  /** As Hibernate numbers parameters: {@code (?1,?2),(?3,?4)} for two rows of two columns. */
  public static String numbered(int rows, int width) {
    return rows(rows, width, n -> "?" + n);
  }

  /** As the reactive client requires them: {@code (?,?),(?,?)}. */
  public static String plain(int rows, int width) {
    return rows(rows, width, n -> "?");
  }

  private static String rows(int rows, int width, IntFunction<String> mark) {
    return IntStream.range(0, rows)
        .mapToObj(
            row ->
                IntStream.rangeClosed(row * width + 1, (row + 1) * width)
                    .mapToObj(mark)
                    .collect(Collectors.joining(",", "(", ")")))
        .collect(Collectors.joining(","));
  }
}
