package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.transaction.Marks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Notes which records were processed, for either way of reaching the database. */
final class InboxSql {
  private static final String INSERT =
      "INSERT IGNORE INTO inbox (consumer, source, message_id) VALUES ";
  private static final int WIDTH = 3;

  /** Rows of the versions before, which knew no source. */
  private static final String EARLIER =
      "SELECT COUNT(*) FROM inbox WHERE (consumer, source, message_id) IN (%s)";

  private InboxSql() {}

  /** Gives how many of them had not been processed before. */
  static <T> Uni<Integer> record(Transaction tx, List<Inbound<T>> inbounds) {
    List<Object> earlier = earlierKeys(inbounds);
    return tx.update(INSERT + Marks.numbered(inbounds.size(), WIDTH), keys(inbounds).toArray())
        .chain(
            inserted ->
                earlier.isEmpty()
                    ? Uni.createFrom().item(inserted)
                    : earlier(tx, earlier).map(known -> inserted - known));
  }

  /** The same for a record that is no message of the topic: its dead letter. */
  static Uni<Integer> record(Transaction tx, String consumer, String id) {
    return tx.update(INSERT + Marks.numbered(1, WIDTH), consumer, "", id);
  }

  static <T> Uni<Integer> record(SqlConnection connection, List<Inbound<T>> inbounds) {
    List<Object> earlier = earlierKeys(inbounds);
    return connection
        .preparedQuery(INSERT + Marks.plain(inbounds.size(), WIDTH))
        .execute(Tuple.from(keys(inbounds)))
        .map(SqlResult::rowCount)
        .chain(
            inserted ->
                earlier.isEmpty()
                    ? Uni.createFrom().item(inserted)
                    : earlier(connection, earlier).map(known -> inserted - known));
  }

  private static Uni<Integer> earlier(Transaction tx, List<Object> keys) {
    var query =
        tx.session()
            .createNativeQuery(
                EARLIER.formatted(Marks.numbered(keys.size() / WIDTH, WIDTH)), Long.class);
    for (int i = 0; i < keys.size(); i++) {
      query.setParameter(i + 1, keys.get(i));
    }
    return query.getSingleResult().map(Long::intValue);
  }

  private static Uni<Integer> earlier(SqlConnection connection, List<Object> keys) {
    return connection
        .preparedQuery(EARLIER.formatted(Marks.plain(keys.size() / WIDTH, WIDTH)))
        .execute(Tuple.from(keys))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private static <T> List<Object> keys(List<Inbound<T>> inbounds) {
    List<Object> keys = new ArrayList<>(inbounds.size() * WIDTH);
    for (Inbound<T> inbound : inbounds) {
      keys.addAll(List.of(inbound.topic(), inbound.source(), inbound.id()));
    }
    return keys;
  }

  private static <T> List<Object> earlierKeys(List<Inbound<T>> inbounds) {
    List<Object> keys = new ArrayList<>(inbounds.size() * WIDTH);
    for (Inbound<T> inbound : inbounds) {
      if (inbound.earlierId() != null) {
        keys.addAll(List.of(inbound.topic(), "", inbound.earlierId()));
      }
    }
    return keys;
  }
}
