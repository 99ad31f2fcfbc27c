package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Notes which records were processed, for either way of reaching the database. */
final class InboxSql {
  private static final String INSERT =
      "INSERT IGNORE INTO inbox (consumer, source, message_id) VALUES ";
  private static final int WIDTH = 3;

  /**
   * A row of the versions before, which knew no source. A locking read, by the whole key: a plain
   * one would fix what the effect's own plain reads see, before the effect has taken its locks.
   */
  private static final String EARLIER =
      "(SELECT message_id FROM inbox WHERE consumer = ? AND source = '' AND message_id = ? FOR"
          + " SHARE)";

  private static final int EARLIER_WIDTH = 2;

  private InboxSql() {}

  /** Gives how many of them had not been processed before. */
  static <T> Uni<Integer> record(Transaction tx, List<Inbound<T>> inbounds) {
    List<Object> earlier = earlierKeys(inbounds);
    return tx.update(
            INSERT + SqlPlaceholders.numbered(inbounds.size(), WIDTH), keys(inbounds).toArray())
        .chain(
            inserted ->
                earlier.isEmpty()
                    ? Uni.createFrom().item(inserted)
                    : earlier(tx, earlier).map(known -> inserted - known));
  }

  /** The same for a record that is no message of the topic: its dead letter. */
  static Uni<Integer> record(Transaction tx, String consumer, String id) {
    return tx.update(INSERT + SqlPlaceholders.numbered(1, WIDTH), consumer, "", id);
  }

  static <T> Uni<Integer> record(SqlConnection connection, List<Inbound<T>> inbounds) {
    List<Object> earlier = earlierKeys(inbounds);
    return connection
        .preparedQuery(INSERT + SqlPlaceholders.plain(inbounds.size(), WIDTH))
        .execute(Tuple.from(keys(inbounds)))
        .map(SqlResult::rowCount)
        .chain(
            inserted ->
                earlier.isEmpty()
                    ? Uni.createFrom().item(inserted)
                    : earlier(connection, earlier).map(known -> inserted - known));
  }

  private static Uni<Integer> earlier(Transaction tx, List<Object> keys) {
    var query = tx.session().createNativeQuery(numbered(earlier(keys)), String.class);
    for (int i = 0; i < keys.size(); i++) {
      query.setParameter(i + 1, keys.get(i));
    }
    return query.getResultList().map(List::size);
  }

  private static Uni<Integer> earlier(SqlConnection connection, List<Object> keys) {
    return connection
        .preparedQuery(earlier(keys))
        .execute(Tuple.from(keys))
        .map(rows -> rows.size());
  }

  private static String earlier(List<Object> keys) {
    return String.join(" UNION ALL ", Collections.nCopies(keys.size() / EARLIER_WIDTH, EARLIER));
  }

  /** As Hibernate numbers parameters. */
  private static String numbered(String sql) {
    AtomicInteger number = new AtomicInteger();
    return Pattern.compile("\\?").matcher(sql).replaceAll(mark -> "?" + number.incrementAndGet());
  }

  private static <T> List<Object> keys(List<Inbound<T>> inbounds) {
    List<Object> keys = new ArrayList<>(inbounds.size() * WIDTH);
    for (Inbound<T> inbound : inbounds) {
      keys.addAll(List.of(inbound.topic(), inbound.source(), inbound.id()));
    }
    return keys;
  }

  private static <T> List<Object> earlierKeys(List<Inbound<T>> inbounds) {
    List<Object> keys = new ArrayList<>(inbounds.size() * EARLIER_WIDTH);
    for (Inbound<T> inbound : inbounds) {
      if (inbound.earlierId() != null) {
        keys.addAll(List.of(inbound.topic(), inbound.earlierId()));
      }
    }
    return keys;
  }
}
