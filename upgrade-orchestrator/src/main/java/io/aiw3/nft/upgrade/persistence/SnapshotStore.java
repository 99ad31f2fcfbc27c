package io.aiw3.nft.upgrade.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.UserChange;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Read models of other services' compacted topics: each user's newest snapshot, and wallet. */
@ApplicationScoped
public class SnapshotStore {
  /** MySQL assigns from left to right: the version that decides comes last. */
  private static final String PUT_SNAPSHOTS =
      "INSERT INTO qualification_snapshot (user_id, version, body, updated_at) VALUES %s AS new ON"
          + " DUPLICATE KEY UPDATE body = IF(new.version > qualification_snapshot.version,"
          + " new.body, qualification_snapshot.body), updated_at = IF(new.version >"
          + " qualification_snapshot.version, new.updated_at, qualification_snapshot.updated_at),"
          + " version = GREATEST(new.version, qualification_snapshot.version)";

  /** A tombstone: the version stays, so that no older snapshot takes its place. */
  private static final String FORGET_SNAPSHOT =
      "UPDATE qualification_snapshot SET body = '', updated_at = UTC_TIMESTAMP(3) WHERE user_id ="
          + " ?";

  private static final String VERSIONS =
      "SELECT user_id, version FROM qualification_snapshot WHERE body <> '' AND user_id IN ";

  private static final String SNAPSHOT =
      "SELECT body FROM qualification_snapshot WHERE user_id = ? AND body <> ''";

  private static final String STANDING =
      "SELECT (SELECT body FROM qualification_snapshot WHERE user_id = ? AND body <> ''),"
          + " (SELECT wallet_address FROM user_wallet WHERE user_id = ?),"
          + " (SELECT id FROM saga WHERE open_user_id = ?),"
          + " EXISTS (SELECT 1 FROM issued_tier WHERE user_id = ? AND level = ?),"
          + " EXISTS (SELECT 1 FROM qualification_snapshot WHERE user_id = ? AND updated_at >= ?)"
          + " OR EXISTS (SELECT 1 FROM user_wallet WHERE user_id = ? AND platform_updated_at >= ?)"
          + " OR EXISTS (SELECT 1 FROM nft_holding WHERE user_id = ? AND recorded_at >= ?)";

  private static final String LOCK_WALLET =
      "INSERT INTO user_wallet (user_id, platform_updated_at) VALUES (?, '1970-01-01')"
          + " ON DUPLICATE KEY UPDATE user_id = user_id";

  private static final String KNOWN_WALLET =
      "SELECT TIMESTAMPDIFF(MICROSECOND, '1970-01-01', platform_updated_at), platform_offset"
          + " FROM user_wallet WHERE user_id = ? FOR UPDATE";

  private static final String WALLET =
      "SELECT COALESCE(wallet_address, '') FROM user_wallet WHERE user_id = ?1 FOR SHARE";

  private static final String PUT_WALLET =
      "UPDATE user_wallet SET wallet_address = ?, platform_updated_at = ?, platform_offset = ?"
          + " WHERE user_id = ?";

  private final Statements statements;

  SnapshotStore(Statements statements) {
    this.statements = statements;
  }

  /**
   * A user's state, as far as is known here.
   *
   * @param openOperation the id of the claim or upgrade under way
   * @param issued whether the requested level was ever minted to the user
   * @param changing whether something of this has changed so recently, or is so new, that more may
   *     be on its way
   */
  public record Standing(
      Optional<QualificationSnapshot.Data> snapshot,
      Optional<String> wallet,
      Optional<String> openOperation,
      boolean issued,
      boolean changing) {}

  /** The wallet that is linked to the user; empty if none is. */
  public Uni<Optional<String>> walletOf(Transaction tx, UserId user) {
    return tx.select(WALLET, user.value())
        .map(rows -> Sql.first(rows, row -> row.getString(0)).filter(wallet -> !wallet.isEmpty()));
  }

  /** The newest version of each user's snapshot stays. */
  public Uni<Void> put(Transaction tx, List<QualificationSnapshot> snapshots) {
    if (snapshots.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Object> parameters = new ArrayList<>();
    for (QualificationSnapshot snapshot : snapshots) {
      parameters.add(snapshot.data().userId().value());
      parameters.add(snapshot.data().version());
      parameters.add(write(snapshot));
    }
    return tx.update(
            PUT_SNAPSHOTS.formatted(
                SqlPlaceholders.repeat("(?,?,?,UTC_TIMESTAMP(3))", snapshots.size())),
            parameters.toArray())
        .replaceWithVoid();
  }

  /** The version of each user's snapshot that is kept; without those that were removed. */
  public Uni<Map<Integer, Long>> versions(Transaction tx, Collection<Integer> users) {
    if (users.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return tx.select(VERSIONS + SqlPlaceholders.list(users.size()), users.toArray())
        .map(
            rows -> {
              Map<Integer, Long> versions = new HashMap<>();
              rows.forEach(row -> versions.put(row.getInteger(0), row.getLong(1)));
              return versions;
            });
  }

  /** The newest snapshot of a user, if there is one. */
  public Uni<Optional<QualificationSnapshot.Data>> snapshot(UserId user) {
    return statements
        .select(SNAPSHOT, user.value())
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.of(read(row.getString(0)));
              }
              return Optional.empty();
            });
  }

  public Uni<Void> forgetSnapshot(Transaction tx, UserId user) {
    return tx.update(FORGET_SNAPSHOT, user.value()).replaceWithVoid();
  }

  /**
   * Keeps the user's wallet; a removed user has none. Returns whether the change is newer than what
   * was known.
   */
  public Uni<Boolean> put(Transaction tx, UserChange change) {
    return tx.update(LOCK_WALLET, change.user().value())
        .chain(() -> tx.select(KNOWN_WALLET, change.user().value()))
        .chain(known -> put(tx, change, known.iterator().next()));
  }

  private static Uni<Boolean> put(Transaction tx, UserChange change, Row known) {
    Instant knownAt = Instant.EPOCH.plus(known.getLong(0), ChronoUnit.MICROS);
    if (!change.replaces(knownAt, known.getLong(1))) {
      return Uni.createFrom().item(false);
    }
    return tx.update(
            PUT_WALLET,
            change.wallet(),
            SagaColumns.column(change.timeAfter(knownAt)),
            change.offset(),
            change.user().value())
        .replaceWith(true);
  }

  /**
   * All that a claim or an upgrade to a level is decided by before it begins, in one statement.
   *
   * @param recent changes that are no older count as recent
   */
  public Uni<Standing> standing(UserId user, int level, Duration recent) {
    int id = user.value();
    LocalDateTime since = LocalDateTime.now(ZoneOffset.UTC).minus(recent);
    return statements
        .run(STANDING, Tuple.from(List.of(id, id, id, id, level, id, since, id, since, id, since)))
        .map(SnapshotStore::standing);
  }

  private static Standing standing(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    Optional<QualificationSnapshot.Data> snapshot =
        Optional.ofNullable(row.getString(0)).map(SnapshotStore::read);
    Optional<String> wallet =
        snapshot
            .map(QualificationSnapshot.Data::walletAddress)
            .or(() -> Optional.ofNullable(row.getString(1)));
    return new Standing(
        snapshot,
        wallet,
        Optional.ofNullable(row.getString(2)),
        row.getInteger(3) != 0,
        snapshot.isEmpty() || row.getInteger(4) != 0);
  }

  private static String write(QualificationSnapshot snapshot) {
    try {
      return ContractJson.mapper().writeValueAsString(snapshot);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a snapshot that cannot be written", e);
    }
  }

  private static QualificationSnapshot.Data read(String body) {
    try {
      return ContractJson.mapper().readValue(body, QualificationSnapshot.class).data();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored snapshot that cannot be read", e);
    }
  }
}
