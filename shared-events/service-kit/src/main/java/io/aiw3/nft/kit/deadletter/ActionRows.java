package io.aiw3.nft.kit.deadletter;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The audit: the table {@code dead_letter_action}. */
final class ActionRows {
  private static final int WIDTH = 2;

  /** What is done is not changed by who comes after. */
  private static final String REQUEST =
      "INSERT INTO dead_letter_action (topic, letter_partition, letter_offset, letter_time, action,"
          + " actor, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON DUPLICATE KEY UPDATE"
          + " action = IF(done_at IS NULL, ?5, action), actor = IF(done_at IS NULL, ?6, actor),"
          + " reason = IF(done_at IS NULL, ?7, reason)";

  private static final String DONE =
      "INSERT INTO dead_letter_action (topic, letter_partition, letter_offset, letter_time, action,"
          + " actor, reason, done_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, UTC_TIMESTAMP(3)) ON"
          + " DUPLICATE KEY UPDATE action = ?5, actor = ?6, reason = ?7,"
          + " done_at = UTC_TIMESTAMP(3)";

  private static final String READ =
      "SELECT letter_partition, letter_offset, letter_time, action, actor, reason, done_at FROM"
          + " dead_letter_action WHERE topic = ? AND (letter_partition, letter_offset) IN (%s)";

  private ActionRows() {}

  /** The letter that a row is about. */
  record LetterKey(int partition, long offset, long time) {}

  /**
   * @param act as of when Kafka had it; its time is null where that was not recorded
   */
  record Action(String action, DeadLetterAct act) {
    boolean isDone() {
      return act.at() != null;
    }
  }

  /** Says who is about to do it. */
  static Uni<Integer> request(
      Sql sql, String topic, LetterKey key, String action, String actor, String reason) {
    return write(sql, REQUEST, topic, key, action, actor, reason);
  }

  /** Says who has done it. */
  static Uni<Integer> done(
      Sql sql, String topic, LetterKey key, String action, String actor, String reason) {
    return write(sql, DONE, topic, key, action, actor, reason);
  }

  static Uni<Map<LetterKey, Action>> read(Sql sql, String topic, List<LetterKey> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<Object> parameters = new ArrayList<>();
    parameters.add(topic);
    for (LetterKey key : keys) {
      parameters.add(key.partition());
      parameters.add(key.offset());
    }
    return sql.select(
            READ.formatted(SqlPlaceholders.rows(keys.size(), WIDTH)), parameters.toArray())
        .map(
            rows -> {
              Map<LetterKey, Action> actions = new HashMap<>();
              rows.forEach(row -> actions.put(key(row), action(row)));
              return actions;
            });
  }

  private static Uni<Integer> write(
      Sql sql,
      String statement,
      String topic,
      LetterKey key,
      String action,
      String actor,
      String reason) {
    return sql.update(
        statement, topic, key.partition(), key.offset(), key.time(), action, actor, reason);
  }

  private static LetterKey key(Row row) {
    return new LetterKey(
        row.getInteger("letter_partition"),
        row.getLong("letter_offset"),
        row.getLong("letter_time"));
  }

  private static Action action(Row row) {
    Instant at =
        row.getLocalDateTime("done_at") == null
            ? null
            : row.getLocalDateTime("done_at").toInstant(ZoneOffset.UTC);
    return new Action(
        row.getString("action"),
        new DeadLetterAct(row.getString("actor"), row.getString("reason"), at));
  }
}
