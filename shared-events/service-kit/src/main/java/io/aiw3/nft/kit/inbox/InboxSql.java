package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Notes which records were processed. */
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
            INSERT + SqlPlaceholders.rows(inbounds.size(), WIDTH), keys(inbounds).toArray())
        .chain(
            inserted ->
                earlier.isEmpty()
                    ? Uni.createFrom().item(inserted)
                    : earlier(tx, earlier).map(known -> inserted - known));
  }

  /** The same for a record that is no message of the topic: its dead letter. */
  static Uni<Integer> record(Transaction tx, String consumer, String id) {
    return tx.update(INSERT + SqlPlaceholders.rows(1, WIDTH), consumer, "", id);
  }

  private static Uni<Integer> earlier(Transaction tx, List<Object> keys) {
    String sql =
        String.join(" UNION ALL ", Collections.nCopies(keys.size() / EARLIER_WIDTH, EARLIER));
    return tx.select(sql, keys.toArray()).map(rows -> rows.size());
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
