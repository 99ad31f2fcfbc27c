package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.Qualification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table behind {@code usernftqualification}. Only what is other than before is written: most
 * changes concern one of a user's five rows.
 */
@ApplicationScoped
class QualificationRows {
  private static final String STORED =
      "SELECT id, user_id, target_level, required_volume, badges_collected, badges_required,"
          + " is_qualified FROM qualification_level FORCE INDEX (unique_user_target)"
          + " WHERE user_id IN %s FOR UPDATE";

  // With the primary key of rows that are there: a row that met the key of user and level instead
  // would be inserted and taken back, and use up a number.
  private static final String WRITE =
      "INSERT INTO qualification_level (id, user_id, target_level, required_volume,"
          + " badges_collected, badges_required, is_qualified, last_checked_at) VALUES %s AS new"
          + " ON DUPLICATE KEY UPDATE required_volume = new.required_volume, badges_collected ="
          + " new.badges_collected, badges_required = new.badges_required, is_qualified ="
          + " new.is_qualified, last_checked_at = new.last_checked_at";

  private final Clock clock;

  QualificationRows(Clock clock) {
    this.clock = clock;
  }

  /** Makes the rows of these users say this; the users' locks are taken. */
  Uni<Void> store(Transaction tx, Map<Integer, List<Qualification>> users) {
    if (users.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return tx.run(STORED.formatted(Columns.in(users.keySet())))
        .chain(
            rows -> {
              Map<Key, Row> stored = new HashMap<>();
              rows.forEach(row -> stored.put(Key.of(row), row));
              String changes = changes(users, stored);
              return changes.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : tx.run(WRITE.formatted(changes)).replaceWithVoid();
            });
  }

  private String changes(Map<Integer, List<Qualification>> users, Map<Key, Row> stored) {
    StringBuilder sql = new StringBuilder();
    String now = Columns.literal(clock.instant());
    users.forEach(
        (user, levels) -> {
          for (Qualification level : levels) {
            Row row = stored.get(new Key(user, level.level()));
            if (row == null || !says(row, level)) {
              sql.append(sql.isEmpty() ? "" : ",").append('(');
              sql.append(row == null ? "NULL" : row.getInteger("id").toString()).append(',');
              sql.append(user).append(',').append(level.level()).append(',');
              sql.append(level.requiredVolume().toPlainString()).append(',');
              sql.append(level.badgesCollected()).append(',');
              sql.append(level.badgesRequired()).append(',');
              sql.append(level.qualified()).append(',').append(now).append(')');
            }
          }
        });
    return sql.toString();
  }

  private static boolean says(Row row, Qualification level) {
    return row.getBigDecimal("required_volume").compareTo(level.requiredVolume()) == 0
        && row.getInteger("badges_collected") == level.badgesCollected()
        && row.getInteger("badges_required") == level.badgesRequired()
        && row.getBoolean("is_qualified") == level.qualified();
  }

  private record Key(int user, int level) {
    static Key of(Row row) {
      return new Key(row.getInteger("user_id"), row.getInteger("target_level"));
    }
  }
}
