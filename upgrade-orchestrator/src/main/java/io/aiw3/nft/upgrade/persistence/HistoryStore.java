package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.kit.transaction.Marks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code saga_history}: what happened to each saga, in order. */
@ApplicationScoped
public class HistoryStore {
  private static final int WIDTH = 8;
  private static final String INSERT =
      "INSERT INTO saga_history (saga_id, kind, name, state, status, transaction_id, detail, at)"
          + " VALUES ";
  private static final String SELECT =
      "SELECT saga_id, kind, name, state, status, transaction_id, detail, at FROM saga_history"
          + " WHERE saga_id IN (:ids) AND kind IN (:kinds) ORDER BY id";

  /** What an entry tells. */
  public enum Kind {
    /** The user sees it. */
    STEP,
    /** A participant answered. */
    REPLY,
    /** A user, an operator or the clock asked. */
    REQUEST,
    /** A participant was asked. */
    COMMAND,
    /** The saga failed; the user sees it. */
    FAILURE;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param state of the saga after it
   * @param transactionId null where there is none
   * @param detail for people; may be null
   */
  public record Entry(
      String sagaId,
      Kind kind,
      String name,
      String state,
      OperationStatus status,
      String transactionId,
      String detail,
      Instant at) {}

  public Uni<Void> append(Transaction tx, List<Entry> entries) {
    if (entries.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Object> parameters = new ArrayList<>(entries.size() * WIDTH);
    for (Entry entry : entries) {
      parameters.addAll(
          Arrays.asList(
              entry.sagaId(),
              entry.kind().column(),
              entry.name(),
              entry.state(),
              entry.status().wireName(),
              entry.transactionId(),
              SagaColumns.cut(entry.detail()),
              SagaColumns.column(entry.at())));
    }
    return tx.update(INSERT + Marks.numbered(entries.size(), WIDTH), parameters.toArray())
        .replaceWithVoid();
  }

  /** Steps and failures of several sagas, by saga. */
  public Uni<Map<String, List<Entry>>> steps(Mutiny.Session session, Collection<String> sagaIds) {
    return sagaIds.isEmpty()
        ? Uni.createFrom().item(Map.of())
        : read(session, sagaIds, List.of(Kind.STEP, Kind.FAILURE))
            .map(all -> all.stream().collect(Collectors.groupingBy(Entry::sagaId)));
  }

  /** Everything that happened to a saga. */
  public Uni<List<Entry>> all(Mutiny.Session session, String sagaId) {
    return read(session, List.of(sagaId), List.of(Kind.values()));
  }

  private static Uni<List<Entry>> read(
      Mutiny.Session session, Collection<String> sagaIds, List<Kind> kinds) {
    return session
        .createNativeQuery(SELECT, Object[].class)
        .setParameter("ids", sagaIds)
        .setParameter("kinds", kinds.stream().map(Kind::column).toList())
        .getResultList()
        .map(rows -> rows.stream().map(HistoryStore::entry).toList());
  }

  private static Entry entry(Object[] row) {
    return new Entry(
        (String) row[0],
        Kind.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
        (String) row[2],
        (String) row[3],
        OperationStatus.valueOf(((String) row[4]).toUpperCase(Locale.ROOT)),
        (String) row[5],
        (String) row[6],
        SagaColumns.instant((LocalDateTime) row[7]));
  }
}
