package io.aiw3.nft.qualification.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.HistoryEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What happened to each user, written in the transaction of each event's effect. An event that
 * changes nothing because a newer one came first is written too: it happened. Of a user the newest
 * {@link #KEPT} are kept.
 */
@ApplicationScoped
public class History {
  static final int KEPT = 10_000;

  /** Of one write: more than it can have added. */
  private static final int TRIMMED = 100;

  private static final String ADD =
      "INSERT IGNORE INTO user_history (user_id, event_key, at, kind, details)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String SURPLUS =
      "SELECT id FROM user_history FORCE INDEX (idx_time) WHERE user_id = ?"
          + " ORDER BY at DESC, id DESC LIMIT "
          + TRIMMED
          + " OFFSET "
          + KEPT;
  private static final String PAGE =
      "SELECT id, at, kind, details FROM user_history FORCE INDEX (idx_time) WHERE user_id = ?"
          + " AND at <= ? AND (at < ? OR id < ?) ORDER BY at DESC, id DESC LIMIT ?";
  private static final String START = "SELECT at FROM history_start";

  /** The place after which a page begins. */
  public record Place(Instant at, long id) {
    public static final Place START =
        new Place(Instant.parse("9999-12-31T23:59:59Z"), Long.MAX_VALUE);
  }

  /** An entry as it was stored. */
  public record Stored(long id, Instant at, String kind, HistoryEntry.Details details) {}

  /** Adds what is new. */
  public Uni<Void> add(Transaction tx, HistoryEntry entry) {
    return tx.update(
            ADD,
            entry.userId(),
            entry.key(),
            Columns.utc(entry.at()),
            entry.kind(),
            write(entry.details()))
        .chain(added -> added == 0 ? Uni.createFrom().voidItem() : trim(tx, entry.userId()));
  }

  /** Read without a lock, and deleted by number: no other transaction waits. */
  private static Uni<Void> trim(Transaction tx, int user) {
    return tx.select(SURPLUS, user)
        .chain(
            rows -> {
              List<Long> surplus = Sql.list(rows, row -> row.getLong(0));
              return surplus.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : tx.run("DELETE FROM user_history WHERE id IN " + Columns.in(surplus))
                      .replaceWithVoid();
            });
  }

  /** At most {@code limit} entries after a place, the newest first. */
  public Uni<List<Stored>> after(Sql sql, int user, Place place, int limit) {
    LocalDateTime at = Columns.utc(place.at());
    return sql.select(PAGE, user, at, at, place.id(), limit)
        .map(rows -> Sql.list(rows, History::stored));
  }

  /** Since when everything is kept. */
  public Uni<Instant> start(Sql sql) {
    return sql.run(START).map(rows -> Columns.instant(rows.iterator().next().getLocalDateTime(0)));
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.getLong("id"),
        Columns.instant(row.getLocalDateTime("at")),
        row.getString("kind"),
        read(row.getString("details")));
  }

  private static String write(HistoryEntry.Details details) {
    try {
      return ContractJson.mapper().writeValueAsString(details);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("details that cannot be written", e);
    }
  }

  private static HistoryEntry.Details read(String details) {
    try {
      return ContractJson.mapper().readValue(details, HistoryEntry.Details.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("stored details that cannot be read", e);
    }
  }
}
