package io.aiw3.nft.kit.transaction;

import java.util.Collections;

/** The marks of statements that write several rows. */
public final class SqlPlaceholders {
  private SqlPlaceholders() {}

  /** {@code (?,?),(?,?)} for two rows of two columns. */
  public static String rows(int rows, int width) {
    String row = "(" + String.join(",", Collections.nCopies(width, "?")) + ")";
    return repeat(row, rows);
  }

  /** {@code (?,NOW()),(?,NOW())} for a mark of {@code (?,NOW())} two times. */
  public static String repeat(String mark, int times) {
    return String.join(",", Collections.nCopies(times, mark));
  }

  /** {@code (?,?)} for a list of two values. */
  public static String list(int values) {
    return rows(1, values);
  }
}
