package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * What each user's WebSocket is told, numbered per user without gaps in the order of commits: the
 * numbers come from the user's locked row.
 */
@ApplicationScoped
public class FeedStore {
  private static final String TAKE_NUMBERS =
      "INSERT INTO user_feed (user_id, last_sequence) VALUES (?1, ?2) ON DUPLICATE KEY UPDATE"
          + " last_sequence = last_sequence + ?2";
  private static final String LAST_NUMBER =
      "SELECT last_sequence FROM user_feed WHERE user_id = ?1 FOR UPDATE";
  private static final String APPEND =
      "INSERT INTO user_feed_event (user_id, sequence, body) VALUES (?1, ?2, ?3)";

  /** Events that one read gives, and so the most that are held for a client. */
  public static final int MOST_AT_ONCE = 500;

  private static final int PURGED_AT_ONCE = 5000;

  private final Pool pool;

  FeedStore(Pool pool) {
    this.pool = pool;
  }

  /** An event as it is sent; {@code body} is JSON. */
  public record Event(int userId, long sequence, String body) {}

  /**
   * @param nftLevel tiered NFT held, 0 for none
   */
  public record Position(long sequence, int nftLevel, String nftMint) {
    static final Position START = new Position(0, 0, null);
  }

  /** Appends events; each body is made from its number. */
  public Uni<List<Event>> append(Transaction tx, UserId user, List<LongFunction<String>> bodies) {
    if (bodies.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return tx.update(TAKE_NUMBERS, user.value(), bodies.size())
        .chain(
            () ->
                tx.session()
                    .createNativeQuery(LAST_NUMBER, Long.class)
                    .setParameter(1, user.value())
                    .getSingleResult())
        .chain(last -> insert(tx, number(user, last - bodies.size(), bodies)));
  }

  /** The events of a user after one number and up to another, oldest first. */
  public Uni<List<Event>> between(int userId, long after, long upTo, int limit) {
    return pool.preparedQuery(
            "SELECT user_id, sequence, body FROM user_feed_event WHERE user_id = ? AND sequence > ?"
                + " AND sequence <= ? ORDER BY sequence LIMIT ?")
        .execute(Tuple.of(userId, after, upTo, limit))
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
    return pool.preparedQuery(
            "SELECT user_id, sequence, body FROM user_feed_event WHERE "
                + conditions
                + " ORDER BY user_id, sequence LIMIT "
                + MOST_AT_ONCE)
        .execute(Tuple.from(parameters))
        .map(FeedStore::events);
  }

  /** Deletes, in small batches, what is older. */
  public Uni<Void> purge(Duration age) {
    return pool.preparedQuery(
            "DELETE FROM user_feed_event WHERE created_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND"
                + " LIMIT "
                + PURGED_AT_ONCE)
        .execute(Tuple.of(age.toSeconds()))
        .chain(
            deleted ->
                deleted.rowCount() < PURGED_AT_ONCE ? Uni.createFrom().voidItem() : purge(age));
  }

  public Uni<Position> position(int userId) {
    return pool.preparedQuery(
            "SELECT last_sequence, nft_level, nft_mint FROM user_feed WHERE user_id = ?")
        .execute(Tuple.of(userId))
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
    String marks = "?,".repeat(userIds.size()).substring(0, userIds.size() * 2 - 1);
    return pool.preparedQuery(
            "SELECT user_id, last_sequence FROM user_feed WHERE user_id IN (" + marks + ")")
        .execute(Tuple.from(new ArrayList<Object>(userIds)))
        .map(
            rows -> {
              Map<Integer, Long> positions = new HashMap<>();
              rows.forEach(row -> positions.put(row.getInteger(0), row.getLong(1)));
              return positions;
            });
  }

  private static List<Event> events(RowSet<Row> rows) {
    List<Event> events = new ArrayList<>();
    rows.forEach(row -> events.add(new Event(row.getInteger(0), row.getLong(1), row.getString(2))));
    return events;
  }

  private static List<Event> number(UserId user, long before, List<LongFunction<String>> bodies) {
    List<Event> events = new ArrayList<>(bodies.size());
    long sequence = before;
    for (LongFunction<String> body : bodies) {
      sequence++;
      events.add(new Event(user.value(), sequence, body.apply(sequence)));
    }
    return events;
  }

  private static Uni<List<Event>> insert(Transaction tx, List<Event> events) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (Event event : events) {
      all =
          all.chain(
              () ->
                  tx.update(APPEND, event.userId(), event.sequence(), event.body())
                      .replaceWithVoid());
    }
    return all.replaceWith(events);
  }
}
