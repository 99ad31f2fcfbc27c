package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.UserId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Which tiered NFT users hold from now on, and the events that tell them: many users take as many
 * statements as one. The events are numbered as {@link FeedStore} numbers its own.
 */
@ApplicationScoped
public class HoldingStore {
  private static final String TAKE_NUMBERS =
      "INSERT INTO user_feed (user_id, last_sequence, nft_level, nft_mint) VALUES %s AS new ON"
          + " DUPLICATE KEY UPDATE last_sequence = user_feed.last_sequence + new.last_sequence,"
          + " nft_level = new.nft_level, nft_mint = new.nft_mint";
  private static final String LAST_NUMBERS =
      "SELECT user_id, last_sequence FROM user_feed WHERE user_id IN (%s) FOR UPDATE";
  private static final String APPEND =
      "INSERT INTO user_feed_event (user_id, sequence, body) VALUES %s";

  /**
   * @param level of the tiered NFT held from now on; 0: none
   * @param body of the event, made from its number
   */
  public record Change(UserId user, int level, String mint, LongFunction<String> body) {}

  /** Takes the changes in, in their order; the last one of a user says what is held. */
  public Uni<List<FeedStore.Event>> apply(SqlConnection connection, List<Change> changes) {
    if (changes.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    // by user, so that two transactions lock in the same order
    SortedMap<Integer, List<Change>> users = new TreeMap<>();
    changes.forEach(
        change ->
            users.computeIfAbsent(change.user().value(), user -> new ArrayList<>()).add(change));
    return takeNumbers(connection, users)
        .chain(() -> lastNumbers(connection, users))
        .map(last -> FeedStore.number(bodies(users), last))
        .call(events -> append(connection, events));
  }

  private static Uni<RowSet<Row>> takeNumbers(
      SqlConnection connection, SortedMap<Integer, List<Change>> users) {
    List<Object> parameters = new ArrayList<>();
    users.forEach(
        (user, changes) -> {
          Change newest = changes.get(changes.size() - 1);
          parameters.add(user);
          parameters.add(changes.size());
          parameters.add(newest.level());
          parameters.add(newest.mint());
        });
    return execute(connection, TAKE_NUMBERS, "(?,?,?,?)", users.size(), parameters);
  }

  private static Uni<Map<Integer, Long>> lastNumbers(
      SqlConnection connection, SortedMap<Integer, List<Change>> users) {
    return execute(connection, LAST_NUMBERS, "?", users.size(), new ArrayList<>(users.keySet()))
        .map(
            rows -> {
              Map<Integer, Long> last = new HashMap<>();
              rows.forEach(row -> last.put(row.getInteger(0), row.getLong(1)));
              return last;
            });
  }

  private static SortedMap<Integer, List<LongFunction<String>>> bodies(
      SortedMap<Integer, List<Change>> users) {
    SortedMap<Integer, List<LongFunction<String>>> bodies = new TreeMap<>();
    users.forEach((user, changes) -> bodies.put(user, changes.stream().map(Change::body).toList()));
    return bodies;
  }

  private static Uni<RowSet<Row>> append(SqlConnection connection, List<FeedStore.Event> events) {
    List<Object> parameters = new ArrayList<>();
    for (FeedStore.Event event : events) {
      parameters.add(event.userId());
      parameters.add(event.sequence());
      parameters.add(event.body());
    }
    return execute(connection, APPEND, "(?,?,?)", events.size(), parameters);
  }

  /** With {@code marks} so many times in the place of {@code %s}. */
  private static Uni<RowSet<Row>> execute(
      SqlConnection connection, String sql, String marks, int times, List<Object> parameters) {
    return connection
        .preparedQuery(sql.formatted(String.join(",", Collections.nCopies(times, marks))))
        .execute(Tuple.from(parameters));
  }
}
