package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.SnapshotRules;
import io.aiw3.nft.qualification.persistence.Backlog;
import io.aiw3.nft.qualification.persistence.Columns;
import io.aiw3.nft.qualification.persistence.Requalification;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Moves volumes, of the wallets and of the users they are linked to, and tells of the changes that
 * matter.
 *
 * <p>All users get their new volume in one statement for the whole batch; only those who reached or
 * lost a level, or whose snapshot goes out now, are looked at one by one.
 */
@ApplicationScoped
class VolumeUpdate {
  // The hints keep the optimizer from scanning, and so locking, whole tables for a large batch:
  // batches of different partitions must not meet.
  private static final String LINKED =
      "SELECT u.id, u.cached_trading_volume, v.volume, u.snapshot_volume, u.snapshot_at,"
          + " u.snapshot_due FROM wallet_volume v FORCE INDEX (PRIMARY) STRAIGHT_JOIN `user` u"
          + " FORCE INDEX (unique_wallet_address) ON u.wallet_address = v.wallet_address WHERE"
          + " v.wallet_address IN %s FOR UPDATE";
  private static final String USERS =
      "UPDATE `user` u FORCE INDEX (PRIMARY) STRAIGHT_JOIN wallet_volume v FORCE INDEX (PRIMARY) ON"
          + " v.wallet_address = u.wallet_address SET u.cached_trading_volume = v.volume,"
          + " u.last_volume_update = %s%s WHERE u.id IN %s";

  private final QualificationRules rules;
  private final SnapshotRules snapshots;
  private final Requalification requalification;
  private final IngestConfig config;
  private final Backlog backlog;
  private final Clock clock;

  VolumeUpdate(
      QualificationRules rules,
      SnapshotRules snapshots,
      Requalification requalification,
      IngestConfig config,
      Backlog backlog,
      Clock clock) {
    this.rules = rules;
    this.snapshots = snapshots;
    this.requalification = requalification;
    this.config = config;
    this.backlog = backlog;
    this.clock = clock;
  }

  /**
   * @param behind a large batch: others wait, so only levels reached or lost are told at once
   * @return the users whose volume changed
   */
  Uni<List<Integer>> apply(
      SqlConnection connection, Events events, SortedMap<String, BigDecimal> sums, boolean behind) {
    if (behind) {
      backlog.seen();
    }
    if (sums.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return connection
        .query(LedgerSql.addVolume(sums))
        .execute()
        .chain(
            () -> connection.query(LINKED.formatted(Columns.inAddresses(sums.keySet()))).execute())
        .chain(rows -> users(connection, events, rows, behind));
  }

  private Uni<List<Integer>> users(
      SqlConnection connection, Events events, RowSet<Row> rows, boolean behind) {
    if (rows.size() == 0) {
      return Uni.createFrom().item(List.of());
    }
    Instant now = clock.instant();
    Changes changes = new Changes(rows.size(), behind);
    rows.forEach(row -> changes.add(row, now));
    Duration delay = behind ? config.delayBehind() : Duration.ZERO;
    return set(connection, now, "", changes.others)
        .chain(
            () -> set(connection, now, ", " + requalification.setDue("u.", delay), changes.delayed))
        .chain(() -> requalification.store(connection, changes.moved))
        .chain(() -> requalification.tell(connection, events, changes.told, config.maxSnapshots()))
        .replaceWith(changes.all);
  }

  /** Each user's row is written once: a second statement costs as much as the first. */
  private static Uni<Void> set(
      SqlConnection connection, Instant now, String more, List<Integer> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .query(USERS.formatted(Columns.literal(now), more, Columns.in(ids)))
            .execute()
            .replaceWithVoid();
  }

  /** The users of a batch, by what is to be done about them. */
  private final class Changes {
    private final List<Integer> all;
    private final List<Integer> moved = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final List<Integer> delayed = new ArrayList<>();
    private final List<Integer> others = new ArrayList<>();
    private final boolean behind;

    Changes(int size, boolean behind) {
      all = new ArrayList<>(size);
      this.behind = behind;
    }

    void add(Row row, Instant now) {
      int id = row.getInteger("id");
      BigDecimal volume = row.getBigDecimal("volume");
      all.add(id);
      if (rules.levelsReached(row.getBigDecimal("cached_trading_volume"))
          != rules.levelsReached(volume)) {
        moved.add(id);
        told.add(id);
        others.add(id);
      } else if (row.getLocalDateTime("snapshot_due") != null
          || !snapshots.significant(row.getBigDecimal("snapshot_volume"), volume)) {
        others.add(id);
      } else if (behind || tooSoon(row, now)) {
        delayed.add(id);
      } else {
        told.add(id);
        others.add(id);
      }
    }

    private boolean tooSoon(Row row, Instant now) {
      Instant last = Columns.instant(row.getLocalDateTime("snapshot_at"));
      return snapshots.delayedUntil(last, now).isPresent();
    }
  }
}
