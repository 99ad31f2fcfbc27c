package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.transaction.Events;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.SnapshotRules;
import io.aiw3.nft.qualification.persistence.Backlog;
import io.aiw3.nft.qualification.persistence.Columns;
import io.aiw3.nft.qualification.persistence.Postponed;
import io.aiw3.nft.qualification.persistence.Requalification;
import io.aiw3.nft.qualification.persistence.SnapshotQueue;
import io.aiw3.nft.qualification.persistence.UnlinkedVolumes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
  // The hint keeps the optimizer from scanning, and so locking, the whole table for a large batch:
  // batches of different partitions must not meet.
  private static final String LINKED =
      "SELECT id, wallet_address, cached_trading_volume, snapshot_volume, snapshot_at, snapshot_due"
          + " FROM `user` FORCE INDEX (unique_wallet_address) WHERE wallet_address IN %s FOR"
          + " UPDATE";
  // All of them are there. Each row is written once: a second statement costs as much as the first.
  private static final String USERS =
      "INSERT INTO `user` (id, cached_trading_volume, snapshot_due) VALUES %s AS new ON DUPLICATE"
          + " KEY UPDATE cached_trading_volume = new.cached_trading_volume, last_volume_update ="
          + " %s, snapshot_due = COALESCE(`user`.snapshot_due, new.snapshot_due)";

  private final QualificationRules rules;
  private final SnapshotRules snapshots;
  private final UnlinkedVolumes unlinked;
  private final SnapshotQueue queue;
  private final Requalification requalification;
  private final IngestConfig config;
  private final Backlog backlog;
  private final Clock clock;

  VolumeUpdate(
      QualificationRules rules,
      SnapshotRules snapshots,
      UnlinkedVolumes unlinked,
      SnapshotQueue queue,
      Requalification requalification,
      IngestConfig config,
      Backlog backlog,
      Clock clock) {
    this.rules = rules;
    this.snapshots = snapshots;
    this.unlinked = unlinked;
    this.queue = queue;
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
    Changes changes = new Changes(clock.instant(), behind, sums);
    return linked(connection, sums.keySet())
        .map(changes::add)
        .chain(wallets -> addUnlinked(connection, changes, without(sums, wallets)))
        .chain(() -> write(connection, events, changes))
        .replaceWith(() -> List.copyOf(changes.all.keySet()));
  }

  private static Uni<RowSet<Row>> linked(SqlConnection connection, Collection<String> wallets) {
    return connection.query(LINKED.formatted(Columns.inAddresses(wallets))).execute();
  }

  /** Of a wallet that was linked before its lock was ours the user counts. */
  private Uni<Void> addUnlinked(
      SqlConnection connection, Changes changes, SortedMap<String, BigDecimal> sums) {
    return sums.isEmpty()
        ? Uni.createFrom().voidItem()
        : unlinked
            .add(connection, sums)
            .chain(() -> linked(connection, sums.keySet()))
            .map(changes::add)
            .chain(meanwhile -> unlinked.remove(connection, meanwhile));
  }

  private static NavigableMap<String, BigDecimal> without(
      SortedMap<String, BigDecimal> sums, List<String> wallets) {
    NavigableMap<String, BigDecimal> rest = new TreeMap<>();
    if (wallets.size() < sums.size()) {
      rest.putAll(sums);
      wallets.forEach(rest::remove);
    }
    return rest;
  }

  private Uni<Void> write(SqlConnection connection, Events events, Changes changes) {
    return changes.all.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .query(USERS.formatted(changes.values(), Columns.literal(changes.now)))
            .execute()
            .chain(() -> queue.add(connection, changes.postponed))
            .chain(() -> requalification.store(connection, changes.moved))
            .chain(
                () ->
                    requalification.tell(connection, events, changes.told, config.maxSnapshots()));
  }

  /** The users of a batch, by what is to be done about them. */
  private final class Changes {
    /** By id, as the table is ordered; to each the row that it is to have. */
    private final SortedMap<Integer, String> all = new TreeMap<>();

    private final List<Integer> moved = new ArrayList<>();
    private final List<Integer> told = new ArrayList<>();
    private final Postponed postponed = new Postponed();
    private final Map<String, BigDecimal> sums;
    private final Instant now;
    private final boolean behind;

    Changes(Instant now, boolean behind, Map<String, BigDecimal> sums) {
      this.now = now;
      this.behind = behind;
      this.sums = sums;
    }

    /** Returns the users' wallets. */
    List<String> add(RowSet<Row> users) {
      List<String> wallets = new ArrayList<>(users.size());
      for (Row user : users) {
        String wallet = user.getString("wallet_address");
        wallets.add(wallet);
        add(user, sums.get(wallet));
      }
      return wallets;
    }

    private void add(Row user, BigDecimal sum) {
      int id = user.getInteger("id");
      BigDecimal before = user.getBigDecimal("cached_trading_volume");
      BigDecimal volume = before.add(sum);
      String due = "NULL";
      if (rules.levelsReached(before) != rules.levelsReached(volume)) {
        moved.add(id);
        told.add(id);
      } else if (user.getLocalDateTime("snapshot_due") == null
          && snapshots.significant(user.getBigDecimal("snapshot_volume"), volume)) {
        Instant last = Columns.instant(user.getLocalDateTime("snapshot_at"));
        Instant soonest = behind ? now.plus(config.delayBehind()) : now;
        Instant next = snapshots.delayedUntil(last, soonest).orElse(soonest);
        if (next.equals(now)) {
          told.add(id);
        } else {
          due = Columns.literal(postponed.add(id, next));
        }
      }
      all.put(id, "(" + id + "," + volume.toPlainString() + "," + due + ")");
    }

    String values() {
      return String.join(",", all.values());
    }
  }
}
