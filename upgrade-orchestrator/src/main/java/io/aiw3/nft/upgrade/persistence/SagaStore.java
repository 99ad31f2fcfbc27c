package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.upgrade.saga.Saga;
import io.aiw3.nft.upgrade.saga.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** The table {@code saga}. A row is locked before it is changed. */
@ApplicationScoped
public class SagaStore {
  private static final String DUE =
      "SELECT id FROM saga WHERE next_action_at <= ? ORDER BY next_action_at LIMIT ?";
  private static final String POSTPONE =
      "UPDATE saga SET next_action_at = ? WHERE id = ? AND next_action_at <= ?";
  private static final String LOCK_DUE =
      "SELECT id FROM saga WHERE id = ? AND next_action_at <= ? FOR UPDATE SKIP LOCKED";
  private static final String NEWEST =
      "SELECT id, kind, from_level, to_level, status, step FROM saga WHERE user_id = ?"
          + " ORDER BY seq DESC LIMIT 1";

  /** By the index, however many: a walk through the table would lock all of it. */
  private static final String LOCK =
      "SELECT id FROM saga FORCE INDEX (saga_id) WHERE id IN %s ORDER BY id FOR UPDATE";

  /** Not {@code find}: that would give the row the id that was requested instead of its own. */
  private static final String BY_ID = "from SagaRow where id = ?1";

  private static final String OPEN =
      "SELECT id FROM saga WHERE open_user_id = ?1 AND id <> ?2 FOR UPDATE";

  private static final int BATCH = 50;

  private final Statements statements;

  SagaStore(Statements statements) {
    this.statements = statements;
  }

  /** Stores a new saga; fails with a duplicate key if its user has an open one. */
  public Uni<StoredSaga> insert(Transaction tx, StoredSaga stored) {
    Saga saga = stored.saga();
    SagaRow row = new SagaRow();
    row.id = saga.id();
    row.kind = saga.kind().wireName();
    row.userId = saga.userId().value();
    row.fromLevel = saga.fromLevel();
    row.toLevel = saga.toLevel();
    row.traceParent = stored.traceParent();
    row.createdAt = SagaColumns.column(stored.createdAt());
    write(stored, row);
    return tx.session()
        .persist(row)
        .chain(() -> tx.session().flush())
        .chain(() -> UpgradeRequests.write(tx, List.of(stored)))
        .replaceWith(stored);
  }

  /**
   * Notes in the session what became of a saga that was locked in this transaction; {@link #update}
   * stores it.
   *
   * @return it, with what was learned before
   */
  public Uni<StoredSaga> note(Transaction tx, StoredSaga stored) {
    return tx.session()
        .find(SagaRow.class, stored.saga().id())
        .invoke(row -> write(stored, row))
        .map(SagaStore::read);
  }

  /**
   * Stores sagas that were noted.
   *
   * @param noted in the order of their changes, a saga as often as it has changed
   */
  public Uni<Void> update(Transaction tx, List<StoredSaga> noted) {
    return tx.session().setBatchSize(BATCH).flush().chain(() -> UpgradeRequests.write(tx, noted));
  }

  /** Whether the saga is open, and its user has another one that is. */
  public Uni<Boolean> hasOtherOpen(Transaction tx, Saga saga) {
    return saga.open()
        ? tx.select(OPEN, saga.userId().value(), saga.id()).map(rows -> rows.size() > 0)
        : Uni.createFrom().item(false);
  }

  /** Locks a saga and reads what is committed. */
  public Uni<Optional<StoredSaga>> lock(Transaction tx, String id) {
    return tx.session()
        .createQuery(BY_ID, SagaRow.class)
        .setParameter(1, id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getSingleResultOrNull()
        .map(row -> Optional.ofNullable(row).map(SagaStore::read));
  }

  /**
   * Locks sagas, in the order of their ids. The transaction must not have read anything without a
   * lock before: it would see the sagas as they were then.
   *
   * @return by id, those that there are
   */
  public Uni<Map<String, StoredSaga>> lock(Transaction tx, Collection<String> ids) {
    SortedSet<String> inOrder = new TreeSet<>(ids);
    return tx.select(LOCK.formatted(SqlPlaceholders.list(inOrder.size())), inOrder.toArray())
        .map(SagaStore::ids)
        .chain(
            locked ->
                locked.isEmpty()
                    ? Uni.createFrom().item(List.<SagaRow>of())
                    : tx.session()
                        .createQuery("from SagaRow where id in ?1", SagaRow.class)
                        .setParameter(1, locked)
                        .getResultList())
        .map(
            rows ->
                rows.stream()
                    .map(SagaStore::read)
                    .collect(Collectors.toMap(s -> s.saga().id(), Function.identity())));
  }

  /**
   * The same as for one if the time of its next action has come and no other transaction holds it.
   */
  public Uni<Optional<StoredSaga>> lockIfDue(Transaction tx, String id, Instant now) {
    return tx.select(LOCK_DUE, id, now)
        .map(SagaStore::ids)
        .chain(
            found ->
                found.isEmpty() ? Uni.createFrom().item(Optional.empty()) : lock(tx, found.get(0)));
  }

  /** The sagas whose time has come, the longest overdue first. */
  public Uni<List<String>> due(Instant now, int limit) {
    return statements.select(DUE, SagaColumns.column(now), limit).map(SagaStore::ids);
  }

  /** Postpones a saga whose step failed, so that it does not precede all others. */
  public Uni<Void> postpone(String id, Instant now, Instant until) {
    return statements
        .update(POSTPONE, SagaColumns.column(until), id, SagaColumns.column(now))
        .replaceWithVoid();
  }

  /** The claim or upgrade that the user has under way. */
  public Uni<Optional<String>> findOpen(UserId user) {
    return statements
        .select("SELECT id FROM saga WHERE open_user_id = ?", user.value())
        .map(rows -> ids(rows).stream().findFirst());
  }

  /** A saga from afar: what it is about and how far it is, not what it waits for. */
  public record SagaSummary(
      String id,
      OperationKind kind,
      int fromLevel,
      int toLevel,
      OperationStatus status,
      Step step) {}

  /** The user's newest claim or upgrade. */
  public Uni<Optional<SagaSummary>> newest(UserId user) {
    return statements
        .select(NEWEST, user.value())
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(summary(row));
              }
              return Optional.<SagaSummary>empty();
            });
  }

  private static SagaSummary summary(Row row) {
    return new SagaSummary(
        row.getString(0),
        WireName.parse(OperationKind.class, row.getString(1)),
        row.getInteger(2),
        row.getInteger(3),
        WireName.parse(OperationStatus.class, row.getString(4)),
        Step.of(row.getString(5)));
  }

  public Uni<Optional<StoredSaga>> find(Mutiny.Session session, String id) {
    return session
        .createQuery(BY_ID, SagaRow.class)
        .setParameter(1, id)
        .getSingleResultOrNull()
        .map(row -> Optional.ofNullable(row).map(SagaStore::read));
  }

  /** A user's claims and upgrades, newest first. */
  public Uni<List<StoredSaga>> page(Mutiny.Session session, UserId user, int page, int size) {
    return session
        .createQuery("from SagaRow where userId = ?1 order by seq desc", SagaRow.class)
        .setParameter(1, user.value())
        .setFirstResult((page - 1) * size)
        .setMaxResults(size)
        .getResultList()
        .map(SagaStore::readAll);
  }

  public Uni<Long> count(Mutiny.Session session, UserId user) {
    return session
        .createQuery("select count(*) from SagaRow where userId = ?1", Long.class)
        .setParameter(1, user.value())
        .getSingleResult();
  }

  /**
   * All users', newest first.
   *
   * @param status null: any
   * @param stuckSince not null: only open ones that have been in their state since before, and not
   *     because their owner has to sign
   */
  public Uni<List<StoredSaga>> page(
      Mutiny.Session session, OperationStatus status, Instant stuckSince, int page, int size) {
    return filtered(
            session, "from SagaRow", " order by seq desc", SagaRow.class, status, stuckSince)
        .setFirstResult((page - 1) * size)
        .setMaxResults(size)
        .getResultList()
        .map(SagaStore::readAll);
  }

  /** How many {@link #page(Mutiny.Session, OperationStatus, Instant, int, int)} has in all. */
  public Uni<Long> count(Mutiny.Session session, OperationStatus status, Instant stuckSince) {
    return filtered(session, "select count(*) from SagaRow", "", Long.class, status, stuckSince)
        .getSingleResult();
  }

  private static <T> Mutiny.SelectionQuery<T> filtered(
      Mutiny.Session session,
      String select,
      String order,
      Class<T> type,
      OperationStatus status,
      Instant stuckSince) {
    String where = " where 1 = 1" + (status == null ? "" : " and status = :status");
    if (stuckSince != null) {
      where +=
          " and status not in ('completed', 'failed') and state <> 'awaiting_signature'"
              + " and stateSince < :since";
    }
    var query = session.createQuery(select + where + order, type);
    if (status != null) {
      query.setParameter("status", status.wireName());
    }
    if (stuckSince != null) {
      query.setParameter("since", SagaColumns.column(stuckSince));
    }
    return query;
  }

  private static void write(StoredSaga stored, SagaRow row) {
    SagaColumns.write(stored.saga(), row);
    row.step = stored.step().wireName();
    row.changes = stored.changes();
    row.stateSince = SagaColumns.column(stored.since());
    row.nextActionAt = SagaColumns.column(stored.nextActionAt());
    row.attempts = stored.attempts();
    row.deadline = SagaColumns.column(stored.deadline());
    row.updatedAt = SagaColumns.column(stored.updatedAt());
  }

  private static List<String> ids(RowSet<Row> rows) {
    return Sql.list(rows, row -> row.getString(0));
  }

  private static List<StoredSaga> readAll(List<SagaRow> rows) {
    return rows.stream().map(SagaStore::read).toList();
  }

  private static StoredSaga read(SagaRow row) {
    return new StoredSaga(
        SagaColumns.read(row),
        Step.of(row.step),
        row.changes,
        SagaColumns.instant(row.stateSince),
        SagaColumns.instant(row.nextActionAt),
        row.attempts,
        SagaColumns.instant(row.deadline),
        new StoredSaga.Facts(
            row.oldMint,
            row.newMint,
            row.burnTransaction,
            row.mintTransaction,
            SagaColumns.problem(row)),
        row.traceParent,
        SagaColumns.instant(row.createdAt),
        SagaColumns.instant(row.updatedAt));
  }
}
