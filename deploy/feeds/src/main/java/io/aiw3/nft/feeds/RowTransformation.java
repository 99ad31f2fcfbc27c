package io.aiw3.nft.feeds;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.transforms.Transformation;

/** Makes one record of each change of a row. What is no change of a row passes untouched. */
abstract class RowTransformation<R extends ConnectRecord<R>> implements Transformation<R> {
  @Override
  public R apply(R source) {
    if (source.value() == null) {
      // Debezium's own tombstone, after a deletion that was published already.
      return null;
    }
    ChangeEvent change = ChangeEvent.of(source);
    return change == null ? source : recordOf(source, change);
  }

  /** Null for nothing. */
  abstract R recordOf(R source, ChangeEvent change);

  /**
   * With the time of sending: the topics keep records by their timestamps, and would drop those of
   * old rows.
   */
  R text(R source, String topic, String key, String value) {
    return source.newRecord(
        topic,
        null,
        Schema.OPTIONAL_STRING_SCHEMA,
        key,
        Schema.OPTIONAL_STRING_SCHEMA,
        value,
        null);
  }

  static ConfigDef options(List<Column> columns) {
    ConfigDef options = new ConfigDef();
    columns.forEach(column -> column.define(options));
    return options;
  }

  @Override
  public void close() {}
}
