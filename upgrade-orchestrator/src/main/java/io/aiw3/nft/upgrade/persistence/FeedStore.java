package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * What each user's WebSocket gets, numbered per user without gaps in the order of commits: the
 * numbers come from the user's locked row.
 */
@ApplicationScoped
public class FeedStore {
  private static final String TAKE_NUMBERS =
      "INSERT INTO user_feed (user_id, last_sequence) VALUES %s AS new ON DUPLICATE KEY UPDATE"
          + " last_sequence = user_feed.last_sequence + new.last_sequence";
  private static final String LAST_NUMBERS =
      "SELECT user_id, last_sequence FROM user_feed FORCE INDEX (PRIMARY) WHERE user_id IN %s"
          + " FOR UPDATE";
  private static final String APPEND =
      "INSERT INTO user_feed_event (user_id, sequence, body) VALUES ";
  private static final int EVENT_WIDTH = 3;

  /** Events that one read gives, and so the most that are held for a client. */
  public static final int MOST_AT_ONCE = 500;

  private static final int PURGED_AT_ONCE = 5000;
  private static final int MOST_PURGES = 200;

  private final Statements statements;

  FeedStore(Statements statements) {
    this.statements = statements;
  }

  /** An event as it is sent; {@code body} is JSON. */
  public record Event(int userId, long sequence, String body) {}

  /**
   * @param nftLevel tiered NFT held, 0 for none
   */
  public record Position(long sequence, int nftLevel, String nftMint) {
    static final Position START = new Position(0, 0, null);
  }

  /**
   * An event to be sent to a user.
   *
   * @param body of the event, made from its number
   */
  public record NewEvent(UserId user, LongFunction<String> body) {}

  /** Appends events: many users take as many statements as one. */
  public Uni<List<Event>> append(Transaction tx, List<NewEvent> added) {
    if (added.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    // by user, so that two transactions lock in the same order
    SortedMap<Integer, List<LongFunction<String>>> users = new TreeMap<>();
    added.forEach(
        one ->
            users.computeIfAbsent(one.user().value(), user -> new ArrayList<>()).add(one.body()));
    return takeNumbers(tx, users)
        .chain(() -> lastNumbers(tx, users))
        .map(last -> number(users, last))
        .call(events -> insert(tx, events));
  }

  private static Uni<Integer> takeNumbers(
      Transaction tx, SortedMap<Integer, List<LongFunction<String>>> users) {
    List<Object> parameters = new ArrayList<>();
    users.forEach(
        (user, bodies) -> {
          parameters.add(user);
          parameters.add(bodies.size());
        });
    return tx.update(
        TAKE_NUMBERS.formatted(SqlPlaceholders.rows(users.size(), 2)), parameters.toArray());
  }

  private static Uni<Map<Integer, Long>> lastNumbers(
      Transaction tx, SortedMap<Integer, List<LongFunction<String>>> users) {
    return tx.select(
            LAST_NUMBERS.formatted(SqlPlaceholders.list(users.size())), users.keySet().toArray())
        .map(
            rows -> {
              Map<Integer, Long> last = new HashMap<>();
              rows.forEach(row -> last.put(row.getInteger(0), row.getLong(1)));
              return last;
            });
  }

  /** The events of a user after one number and up to another, oldest first. */
  public Uni<List<Event>> between(int userId, long after, long upTo, int limit) {
    return statements
        .select(
            "SELECT user_id, sequence, body FROM user_feed_event WHERE user_id = ? AND sequence > ?"
                + " AND sequence <= ? ORDER BY sequence LIMIT ?",
            userId,
            after,
            upTo,
            limit)
        .map(FeedStore::events);
  }

  /**
   * The events of several users, oldest first, at most {@link #MOST_AT_ONCE}.
   *
   * @param known by user, the number after which to begin
   */
  public Uni<List<Event>> after(Map<Integer, Long> known) {
    if (known.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Object> parameters = new ArrayList<>();
    known.forEach(
        (user, sequence) -> {
          parameters.add(user);
          parameters.add(sequence);
        });
    String conditions =
        String.join(" OR ", Collections.nCopies(known.size(), "(user_id = ? AND sequence > ?)"));
    return statements
        .select(
            "SELECT user_id, sequence, body FROM user_feed_event WHERE "
                + conditions
                + " ORDER BY user_id, sequence LIMIT "
                + MOST_AT_ONCE,
            parameters.toArray())
        .map(FeedStore::events);
  }

  /**
   * Deletes, in small batches, what is older; what is left after many of them is deleted the next
   * time.
   */
  public Uni<Void> purge(Duration age) {
    return Multi.createBy()
        .repeating()
        .uni(() -> purgeSome(age))
        .whilst(deleted -> deleted == PURGED_AT_ONCE)
        .select()
        .first(MOST_PURGES)
        .onItem()
        .ignoreAsUni();
  }

  private Uni<Integer> purgeSome(Duration age) {
    return statements.update(
        "DELETE FROM user_feed_event WHERE created_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND"
            + " LIMIT "
            + PURGED_AT_ONCE,
        age.toSeconds());
  }

  public Uni<Position> position(int userId) {
    return statements
        .select(
            "SELECT last_sequence, nft_level, nft_mint FROM user_feed WHERE user_id = ?", userId)
        .map(
            rows -> {
              for (Row row : rows) {
                return new Position(row.getLong(0), row.getInteger(1), row.getString(2));
              }
              return Position.START;
            });
  }

  /** The newest number of each of these users. */
  public Uni<Map<Integer, Long>> positions(Collection<Integer> userIds) {
    if (userIds.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return statements
        .select(
            "SELECT user_id, last_sequence FROM user_feed WHERE user_id IN "
                + SqlPlaceholders.list(userIds.size()),
            userIds.toArray())
        .map(
            rows -> {
              Map<Integer, Long> positions = new HashMap<>();
              rows.forEach(row -> positions.put(row.getInteger(0), row.getLong(1)));
              return positions;
            });
  }

  private static List<Event> events(RowSet<Row> rows) {
    return Sql.list(rows, row -> new Event(row.getInteger(0), row.getLong(1), row.getString(2)));
  }

  /**
   * Gives events their numbers.
   *
   * @param last by user, the number of the newest of them
   */
  static List<Event> number(
      SortedMap<Integer, List<LongFunction<String>>> users, Map<Integer, Long> last) {
    List<Event> events = new ArrayList<>();
    users.forEach(
        (user, bodies) -> {
          long sequence = last.get(user) - bodies.size();
          for (LongFunction<String> body : bodies) {
            sequence++;
            events.add(new Event(user, sequence, body.apply(sequence)));
          }
        });
    return events;
  }

  private static Uni<Integer> insert(Transaction tx, List<Event> events) {
    List<Object> parameters = new ArrayList<>();
    for (Event event : events) {
      parameters.add(event.userId());
      parameters.add(event.sequence());
      parameters.add(event.body());
    }
    return tx.update(
        APPEND + SqlPlaceholders.rows(events.size(), EVENT_WIDTH), parameters.toArray());
  }
}
