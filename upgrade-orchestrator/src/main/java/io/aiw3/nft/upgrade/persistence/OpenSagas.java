package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/** How many operations are open, by kind, state and how long they have been in it. */
@ApplicationScoped
public class OpenSagas {
  private static final String OPEN =
      "SELECT kind, state, CASE WHEN state_since > ? - INTERVAL 1 MINUTE THEN 'under_1m'"
          + " WHEN state_since > ? - INTERVAL 10 MINUTE THEN 'under_10m'"
          + " WHEN state_since > ? - INTERVAL 1 HOUR THEN 'under_1h' ELSE 'over_1h' END AS age,"
          + " COUNT(*), MIN(state_since), CAST(SUM(state_since < ? AND state <>"
          + " 'awaiting_signature') AS SIGNED) FROM saga WHERE open_user_id IS NOT NULL GROUP BY"
          + " kind, state, age";

  private final Statements statements;

  OpenSagas(Statements statements) {
    this.statements = statements;
  }

  /**
   * Open operations of one kind and state.
   *
   * @param age {@code under_1m}, {@code under_10m}, {@code under_1h} or {@code over_1h}
   * @param oldest since when the oldest of them has been in the state, UTC
   * @param stuck how many of them have been there for too long, without a person to wait for
   */
  public record Group(
      String kind, String state, String age, long count, LocalDateTime oldest, long stuck) {
    static Group of(Row row) {
      return new Group(
          row.getString(0),
          row.getString(1),
          row.getString(2),
          row.getLong(3),
          row.getLocalDateTime(4),
          row.getLong(5));
    }
  }

  /**
   * @param now UTC
   */
  public Uni<List<Group>> count(LocalDateTime now, Duration stuckAfter) {
    return statements
        .select(OPEN, now, now, now, now.minus(stuckAfter))
        .map(rows -> Sql.list(rows, Group::of));
  }
}
