package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table {@code feed_listener}: users with an open WebSocket on any replica. What happens often
 * is appended to their feeds alone; a user who connects is noted first and reads afterwards.
 */
@ApplicationScoped
public class FeedListeners {
  private static final String NOTE =
      "INSERT INTO feed_listener (user_id, until) VALUES %s AS new"
          + " ON DUPLICATE KEY UPDATE until = GREATEST(feed_listener.until, new.until)";
  private static final String ROW = "(?, UTC_TIMESTAMP(3) + INTERVAL ? SECOND)";
  private static final String LISTENING =
      "SELECT user_id FROM feed_listener WHERE until > UTC_TIMESTAMP(3) AND user_id IN ";
  private static final String FORGET =
      "DELETE FROM feed_listener WHERE until < UTC_TIMESTAMP(3) LIMIT 5000";

  private final Statements statements;

  FeedListeners(Statements statements) {
    this.statements = statements;
  }

  /**
   * Notes users as listening.
   *
   * @param time how long that holds unless it is renewed
   */
  public Uni<Void> note(Collection<Integer> users, Duration time) {
    if (users.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Object> parameters = new ArrayList<>();
    for (Integer user : new TreeSet<>(users)) {
      parameters.add(user);
      parameters.add(time.toSeconds());
    }
    String rows = SqlPlaceholders.repeat(ROW, parameters.size() / 2);
    return statements.update(NOTE.formatted(rows), parameters.toArray()).replaceWithVoid();
  }

  /** Those of these users who listen. */
  public Uni<Set<Integer>> of(Sql sql, Collection<Integer> users) {
    if (users.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return sql.select(LISTENING + SqlPlaceholders.list(users.size()), users.toArray())
        .map(rows -> Set.copyOf(Sql.list(rows, row -> row.getInteger(0))));
  }

  /** Deletes some of those who have gone. */
  public Uni<Void> forget() {
    return statements.update(FORGET).replaceWithVoid();
  }
}
