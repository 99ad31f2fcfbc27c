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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

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
  // All of them are there. Each row is written once: a second statement costs as much as the first,
  // and an UPDATE that joins the volumes would look each of them up again.
  private static final String USERS =
      "INSERT INTO `user` (id, cached_trading_volume, snapshot_due) VALUES %s AS new ON DUPLICATE"
          + " KEY UPDATE cached_trading_volume = new.cached_trading_volume, last_volume_update ="
          + " %s, snapshot_due = COALESCE(`user`.snapshot_due, new.snapshot_due)";

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
    Changes changes = new Changes(now, behind);
    rows.forEach(changes::add);
    return connection
        .query(USERS.formatted(changes.values(), Columns.literal(now)))
        .execute()
        .chain(() -> requalification.store(connection, changes.moved))
        .chain(() -> requalification.tell(connection, events, changes.told, config.maxSnapshots()))
        .replaceWith(() -> List.copyOf(changes.all.keySet()));
  }

  /** The users of a batch, by what is to be done about them. */
  private final class Changes {
    /** By id, as the table is ordered; to each the row that it is to have. */
    private final SortedMap<Integer, String> all = new TreeMap<>();

    private final List<Integer> moved = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final Instant now;
    private final boolean behind;

    Changes(Instant now, boolean behind) {
      this.now = now;
      this.behind = behind;
    }

    void add(Row row) {
      int id = row.getInteger("id");
      BigDecimal volume = row.getBigDecimal("volume");
      String due = "NULL";
      if (rules.levelsReached(row.getBigDecimal("cached_trading_volume"))
          != rules.levelsReached(volume)) {
        moved.add(id);
        told.add(id);
      } else if (row.getLocalDateTime("snapshot_due") == null
          && snapshots.significant(row.getBigDecimal("snapshot_volume"), volume)) {
        Instant last = Columns.instant(row.getLocalDateTime("snapshot_at"));
        Instant soonest = behind ? now.plus(config.delayBehind()) : now;
        Instant next = snapshots.delayedUntil(last, soonest).orElse(soonest);
        if (next.equals(now)) {
          told.add(id);
        } else {
          due = Columns.literal(next);
        }
      }
      all.put(id, "(" + id + "," + volume.toPlainString() + "," + due + ")");
    }

    String values() {
      return String.join(",", all.values());
    }
  }
}
