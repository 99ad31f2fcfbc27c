package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The table {@code saga_history}: what happened to each saga, in order. What happens again and
 * again while a saga waits is one entry with a count, so that a saga that is stuck for a year has
 * no longer history than one that waited for a minute.
 */
@ApplicationScoped
public class HistoryStore {
  private static final int WIDTH = 9;
  private static final String INSERT =
      "INSERT INTO saga_history (saga_id, kind, name, state, status, transaction_id, detail, at,"
          + " repetition) VALUES %s AS new ON DUPLICATE KEY UPDATE times = saga_history.times + 1,"
          + " last_at = new.at, detail = new.detail, transaction_id = new.transaction_id";
  private static final String COLUMNS =
      "SELECT saga_id, kind, name, state, status, transaction_id, detail, at, repetition, times,"
          + " last_at FROM saga_history";
  private static final String SELECT_STEPS =
      COLUMNS + " WHERE saga_id IN %s AND kind IN ('step', 'failure') ORDER BY id";
  private static final String SELECT_ALL =
      COLUMNS + " WHERE saga_id = ? ORDER BY id LIMIT ? OFFSET ?";

  /** The content of an entry. */
  public enum Kind implements WireName {
    /** The user sees it. */
    STEP("step"),
    /** A participant answered. */
    REPLY("reply"),
    /** A request of a user, an operator or the clock. */
    REQUEST("request"),
    /** A command was sent. */
    COMMAND("command"),
    /** The saga failed; the user sees it. */
    FAILURE("failure");

    private final String column;

    Kind(String column) {
      this.column = column;
    }

    /** The name in the table. */
    @Override
    public String wireName() {
      return column;
    }
  }

  /**
   * @param state of the saga after it
   * @param transactionId null where there is none
   * @param detail for people; may be null
   * @param repetition entries of a saga with the same kind, name and repetition are one; null: this
   *     one is its own
   */
  public record Entry(
      String sagaId,
      Kind kind,
      String name,
      String state,
      OperationStatus status,
      String transactionId,
      String detail,
      Instant at,
      String repetition) {}

  /**
   * @param times how often it happened
   * @param lastAt when it happened last
   */
  public record Stored(Entry entry, int times, Instant lastAt) {}

  public Uni<Void> append(Transaction tx, List<Entry> entries) {
    if (entries.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Object> parameters = new ArrayList<>(entries.size() * WIDTH);
    for (Entry entry : entries) {
      parameters.addAll(
          Arrays.asList(
              entry.sagaId(),
              entry.kind().wireName(),
              entry.name(),
              entry.state(),
              entry.status().wireName(),
              entry.transactionId(),
              SagaColumns.cut(entry.detail()),
              SagaColumns.column(entry.at()),
              entry.repetition()));
    }
    return tx.update(
            INSERT.formatted(SqlPlaceholders.rows(entries.size(), WIDTH)), parameters.toArray())
        .replaceWithVoid();
  }

  /** Steps and failures of several sagas, by saga. */
  public Uni<Map<String, List<Entry>>> steps(Sql sql, Collection<String> sagaIds) {
    return sagaIds.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : sql.select(
                SELECT_STEPS.formatted(SqlPlaceholders.list(sagaIds.size())), sagaIds.toArray())
            .map(
                rows ->
                    Sql.list(rows, HistoryStore::entry).stream()
                        .collect(Collectors.groupingBy(Entry::sagaId)));
  }

  /**
   * Everything that happened to a saga, the oldest first.
   *
   * @param page from 1
   */
  public Uni<List<Stored>> page(Sql sql, String sagaId, int page, int size) {
    return sql.select(SELECT_ALL, sagaId, size, (long) (page - 1) * size)
        .map(rows -> Sql.list(rows, HistoryStore::stored));
  }

  private static Stored stored(Row row) {
    Entry entry = entry(row);
    Instant last = SagaColumns.instant(row.getLocalDateTime("last_at"));
    return new Stored(entry, row.getInteger("times"), last == null ? entry.at() : last);
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getString("saga_id"),
        WireName.parse(Kind.class, row.getString("kind")),
        row.getString("name"),
        row.getString("state"),
        WireName.parse(OperationStatus.class, row.getString("status")),
        row.getString("transaction_id"),
        row.getString("detail"),
        SagaColumns.instant(row.getLocalDateTime("at")),
        row.getString("repetition"));
  }
}
