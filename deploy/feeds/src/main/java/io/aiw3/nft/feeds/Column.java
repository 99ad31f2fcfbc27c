package io.aiw3.nft.feeds;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * A column of a legacy table, found by its usual names unless another is configured.
 *
 * @param option the transformation's option that names it
 */
@SuppressWarnings("ArrayRecordComponent") // constants, never compared
record Column(String option, String... usual) {
  private static final int MICROS = 1_000;
  private static final int MICROS_PER_SECOND = 1_000_000;

  void define(ConfigDef options) {
    options.define(
        option,
        ConfigDef.Type.STRING,
        "",
        ConfigDef.Importance.MEDIUM,
        "Column; without it the first that the table has of " + Arrays.toString(usual));
  }

  /** The same under the configured name, if one is. */
  Column named(Map<String, ?> configuration) {
    Object name = configuration.get(option);
    return name == null || name.toString().isBlank() ? this : new Column(option, name.toString());
  }

  /** Null where the row has no such column, or nothing in it. */
  String text(Struct row) {
    Object value = value(row);
    return value == null ? null : value.toString();
  }

  /**
   * Null where there is nothing; exact for DECIMAL in either of Debezium's modes.
   *
   * @return what is no number as the text that it is
   */
  Object number(Struct row) {
    Object value = value(row);
    if (value == null || value instanceof BigDecimal) {
      return value;
    }
    try {
      return new BigDecimal(value.toString());
    } catch (NumberFormatException e) {
      return value.toString();
    }
  }

  /**
   * A DATETIME (taken as UTC) or TIMESTAMP in any of Debezium's precisions; null where there is
   * nothing.
   */
  Instant time(Struct row) {
    Field field = field(row);
    Object value = value(row);
    if (value == null) {
      return null;
    }
    if (value instanceof Date date) {
      return date.toInstant();
    }
    if (value instanceof Long count) {
      return String.valueOf(field.schema().name()).endsWith("MicroTimestamp")
          ? Instant.ofEpochSecond(
              Math.floorDiv(count, MICROS_PER_SECOND),
              (long) Math.floorMod(count, MICROS_PER_SECOND) * MICROS)
          : Instant.ofEpochMilli(count);
    }
    return Instant.parse(value.toString());
  }

  private Object value(Struct row) {
    Field field = field(row);
    return field == null ? null : row.get(field);
  }

  private Field field(Struct row) {
    return List.of(usual).stream()
        .map(row.schema()::field)
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }
}
