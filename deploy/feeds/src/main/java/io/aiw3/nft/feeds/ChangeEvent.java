package io.aiw3.nft.feeds;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Struct;

/**
 * A change of one row, as in Debezium's envelope.
 *
 * @param row after the change; before it for a deletion
 * @param removed the row is gone
 * @param time when the database changed it, in milliseconds since 1970; MySQL's binary log has
 *     seconds
 */
record ChangeEvent(Struct row, boolean removed, long time) {
  private static final String DELETION = "d";

  /** Null for what is no change of a row: tombstones, heartbeats, changes of a table's shape. */
  static ChangeEvent of(ConnectRecord<?> source) {
    if (!(source.value() instanceof Struct envelope) || envelope.schema().field("op") == null) {
      return null;
    }
    boolean removed = DELETION.equals(envelope.getString("op"));
    Struct row = envelope.getStruct(removed ? "before" : "after");
    return row == null
        ? null
        : new ChangeEvent(row, removed, envelope.getStruct("source").getInt64("ts_ms"));
  }
}
