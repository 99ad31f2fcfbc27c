package io.aiw3.nft.kit.transaction;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Values as the reactive client takes them: an {@link Instant} becomes the UTC that DATETIME
 * columns hold, a {@code byte[]} a buffer; everything else stays as it is.
 */
public final class SqlParameters {
  private SqlParameters() {}

  /** A statement's parameters, in the order of its marks. */
  public static Tuple of(Object... values) {
    return of(Arrays.asList(values));
  }

  /** The same for a statement of many rows. */
  public static Tuple of(Collection<?> values) {
    List<Object> parameters = new ArrayList<>(values.size());
    for (Object value : values) {
      parameters.add(parameter(value));
    }
    return Tuple.from(parameters);
  }

  private static Object parameter(Object value) {
    if (value instanceof Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
    return value instanceof byte[] bytes ? Buffer.buffer(bytes).getDelegate() : value;
  }
}
