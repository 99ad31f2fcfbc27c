package io.aiw3.nft.kit.transaction;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement as the server takes it, and a value for each of its marks. */
record BoundSql(String sql, Tuple parameters) {
  private static final Pattern NUMBERED = Pattern.compile("\\?(\\d+)");

  /**
   * @param sql with the marks {@code ?}, or {@code ?1}, {@code ?2}, … for values that are used in
   *     several places
   */
  static BoundSql of(String sql, Object... values) {
    Matcher marks = NUMBERED.matcher(sql);
    if (!marks.find()) {
      return new BoundSql(sql, SqlParameters.of(values));
    }
    List<Object> inOrder = new ArrayList<>();
    String plain =
        marks.replaceAll(
            mark -> {
              inOrder.add(values[Integer.parseInt(mark.group(1)) - 1]);
              return "?";
            });
    return new BoundSql(plain, SqlParameters.of(inOrder));
  }
}
