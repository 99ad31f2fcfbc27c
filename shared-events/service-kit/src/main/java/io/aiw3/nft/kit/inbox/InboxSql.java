package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.transaction.Marks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Notes which records were taken, for either way of reaching the database. */
final class InboxSql {
  private static final String INSERT = "INSERT IGNORE INTO inbox (consumer, message_id) VALUES ";
  private static final int WIDTH = 2;

  private InboxSql() {}

  /** Gives how many of them had not been taken before. */
  static <T> Uni<Integer> record(Transaction tx, List<Inbound<T>> inbounds) {
    return tx.update(INSERT + Marks.numbered(inbounds.size(), WIDTH), keys(inbounds).toArray());
  }

  /** The same for a record that is no message of the topic: its dead letter. */
  static Uni<Integer> record(Transaction tx, String consumer, String id) {
    return tx.update(INSERT + Marks.numbered(1, WIDTH), consumer, id);
  }

  static <T> Uni<Integer> record(SqlConnection connection, List<Inbound<T>> inbounds) {
    return connection
        .preparedQuery(INSERT + Marks.plain(inbounds.size(), WIDTH))
        .execute(Tuple.from(keys(inbounds)))
        .map(SqlResult::rowCount);
  }

  private static <T> List<Object> keys(List<Inbound<T>> inbounds) {
    List<Object> keys = new ArrayList<>(inbounds.size() * WIDTH);
    for (Inbound<T> inbound : inbounds) {
      keys.add(inbound.topic());
      keys.add(inbound.id());
    }
    return keys;
  }
}
