package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.domain.Holdings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Notifies users that their level or benefits have changed, and keeps it in {@code user_feed}. The
 * events are numbered as {@link FeedStore} numbers its own; the users are locked.
 */
@ApplicationScoped
public class UserFeedRows {
  private static final String TAKE_NUMBERS =
      "INSERT INTO user_feed (user_id, last_sequence, nft_level, nft_mint) VALUES %s AS new ON"
          + " DUPLICATE KEY UPDATE last_sequence = user_feed.last_sequence + new.last_sequence,"
          + " nft_level = new.nft_level, nft_mint = new.nft_mint";
  private static final String LAST_NUMBERS =
      "SELECT user_id, last_sequence FROM user_feed WHERE user_id IN (%s) FOR UPDATE";
  private static final String APPEND =
      "INSERT INTO user_feed_event (user_id, sequence, body) VALUES %s";

  /** What a user is sent about a change. */
  public interface Body {
    LongFunction<String> of(Holdings.Change change);
  }

  /** Stores the changes, in their order; the last one of a user says what is held. */
  Uni<List<FeedStore.Event>> append(Transaction tx, List<Holdings.Change> changes, Body body) {
    if (changes.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    SortedMap<Integer, List<Holdings.Change>> users = new TreeMap<>();
    changes.forEach(
        change ->
            users.computeIfAbsent(change.user().value(), user -> new ArrayList<>()).add(change));
    SortedMap<Integer, List<LongFunction<String>>> bodies = new TreeMap<>();
    users.forEach(
        (user, levelChanges) -> bodies.put(user, levelChanges.stream().map(body::of).toList()));
    return takeNumbers(tx, users)
        .chain(() -> lastNumbers(tx, users))
        .map(last -> FeedStore.number(bodies, last))
        .call(events -> append(tx, events));
  }

  private static Uni<RowSet<Row>> takeNumbers(
      Transaction tx, SortedMap<Integer, List<Holdings.Change>> users) {
    List<Object> parameters = new ArrayList<>();
    users.forEach(
        (user, changes) -> {
          Holding newest = changes.get(changes.size() - 1).standing().nft().orElse(null);
          parameters.addAll(
              Arrays.asList(
                  user,
                  changes.size(),
                  newest == null ? 0 : newest.level(),
                  newest == null ? null : newest.mint()));
        });
    return execute(tx, TAKE_NUMBERS, "(?,?,?,?)", users.size(), parameters);
  }

  private static Uni<Map<Integer, Long>> lastNumbers(Transaction tx, SortedMap<Integer, ?> users) {
    return execute(tx, LAST_NUMBERS, "?", users.size(), new ArrayList<>(users.keySet()))
        .map(
            rows -> {
              Map<Integer, Long> last = new HashMap<>();
              rows.forEach(row -> last.put(row.getInteger(0), row.getLong(1)));
              return last;
            });
  }

  private static Uni<RowSet<Row>> append(Transaction tx, List<FeedStore.Event> events) {
    List<Object> parameters = new ArrayList<>();
    for (FeedStore.Event event : events) {
      parameters.addAll(List.of(event.userId(), event.sequence(), event.body()));
    }
    return execute(tx, APPEND, "(?,?,?)", events.size(), parameters);
  }

  /** With {@code marks} so many times in the place of {@code %s}. */
  private static Uni<RowSet<Row>> execute(
      Transaction tx, String sql, String marks, int times, List<Object> parameters) {
    return tx.select(sql.formatted(SqlPlaceholders.repeat(marks, times)), parameters.toArray());
  }
}
