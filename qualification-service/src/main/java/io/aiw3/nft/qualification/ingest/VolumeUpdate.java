package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.domain.QualificationRules;
import io.aiw3.nft.qualification.domain.SnapshotRules;
import io.aiw3.nft.qualification.domain.WalletLink;
import io.aiw3.nft.qualification.persistence.Backlog;
import io.aiw3.nft.qualification.persistence.Postponed;
import io.aiw3.nft.qualification.persistence.Requalification;
import io.aiw3.nft.qualification.persistence.SnapshotQueue;
import io.aiw3.nft.qualification.persistence.UnlinkedVolumes;
import io.aiw3.nft.qualification.persistence.WalletHistory;
import io.aiw3.nft.qualification.persistence.ledger.LedgerRows;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import io.aiw3.nft.qualification.persistence.ledger.VolumeRows;
import io.aiw3.nft.qualification.persistence.ledger.VolumeRows.NewVolume;
import io.aiw3.nft.qualification.persistence.ledger.VolumeRows.VolumeRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Moves volumes and publishes the changes that matter.
 *
 * <p>A wallet that only ever had one user is credited as a whole. For the others, wallets that
 * changed hands or that are not linked now, the history of links decides trade by trade. All users
 * get their new volume in one statement for the whole batch; only those who reached or lost a
 * level, or whose snapshot goes out now, are processed one by one.
 */
@ApplicationScoped
class VolumeUpdate {
  /** DECIMAL(30,10). */
  private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(20);

  private final QualificationRules rules;
  private final SnapshotRules snapshots;
  private final UnlinkedVolumes unlinked;
  private final WalletHistory history;
  private final SnapshotQueue queue;
  private final Requalification requalification;
  private final IngestConfig config;
  private final Backlog backlog;
  private final Clock clock;

  VolumeUpdate(
      QualificationRules rules,
      SnapshotRules snapshots,
      UnlinkedVolumes unlinked,
      WalletHistory history,
      SnapshotQueue queue,
      Requalification requalification,
      IngestConfig config,
      Backlog backlog,
      Clock clock) {
    this.rules = rules;
    this.snapshots = snapshots;
    this.unlinked = unlinked;
    this.history = history;
    this.queue = queue;
    this.requalification = requalification;
    this.config = config;
    this.backlog = backlog;
    this.clock = clock;
  }

  /**
   * @param behind a large batch: others wait, so only levels reached or lost are published at once
   * @return the users whose volume changed
   */
  Uni<List<Integer>> apply(Transaction tx, VolumeChanges changes, boolean behind) {
    if (behind) {
      backlog.seen();
    }
    if (changes.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    Batch batch = new Batch(tx, changes, new Written(clock.instant(), behind));
    return batch
        .lockLinked(changes.sums().keySet())
        .chain(() -> batch.addUnlinked())
        .chain(() -> batch.credit())
        .chain(() -> write(tx, batch.written))
        .replaceWith(() -> List.copyOf(batch.written.all.keySet()));
  }

  private Uni<Void> write(Transaction tx, Written written) {
    return written.all.isEmpty()
        ? Uni.createFrom().voidItem()
        : VolumeRows.write(tx, written.all.values(), written.now)
            .chain(() -> queue.add(tx, written.postponed))
            .chain(() -> requalification.store(tx, written.moved))
            .chain(() -> requalification.publish(tx, written.publishNow, config.maxSnapshots()));
  }

  /** A batch on its way to the users. */
  private final class Batch {
    private final Transaction tx;
    private final VolumeChanges changes;
    private final Written written;
    private final Map<Integer, VolumeRow> locked = new HashMap<>();

    /** Of wallets that never had another user. */
    private final Map<String, Integer> owners = new HashMap<>();

    /** Of wallets that had another user before. */
    private final Map<String, Integer> shared = new HashMap<>();

    /** Of wallets whose history decides. */
    private final Map<String, List<WalletLink>> histories = new HashMap<>();

    Batch(Transaction tx, VolumeChanges changes, Written written) {
      this.tx = tx;
      this.changes = changes;
      this.written = written;
    }

    Uni<Void> lockLinked(Collection<String> wallets) {
      return VolumeRows.lockByWallet(tx, wallets)
          .invoke(
              rows -> {
                for (VolumeRow row : rows) {
                  locked.put(row.id(), row);
                  (row.sharedWallet() ? shared : owners).put(row.wallet(), row.id());
                }
              })
          .replaceWithVoid();
    }

    /** Of a wallet that was linked before its lock was ours the user counts. */
    Uni<Void> addUnlinked() {
      SortedMap<String, BigDecimal> rest = new TreeMap<>();
      if (owners.size() + shared.size() < changes.sums().size()) {
        rest.putAll(changes.sums());
        rest.keySet().removeAll(owners.keySet());
        rest.keySet().removeAll(shared.keySet());
      }
      if (rest.isEmpty()) {
        return Uni.createFrom().voidItem();
      }
      return unlinked
          .add(tx, rest)
          .chain(() -> lockLinked(rest.keySet()))
          .chain(() -> history.read(tx, rest.keySet()))
          .chain(
              links -> {
                links.forEach(
                    (wallet, all) -> {
                      if (!owners.containsKey(wallet)) {
                        histories.put(wallet, all);
                      }
                    });
                Set<String> taken = new TreeSet<>(rest.keySet());
                taken.removeIf(w -> !links.containsKey(w) && !owners.containsKey(w));
                return unlinked.remove(tx, taken);
              });
    }

    Uni<Void> credit() {
      return history
          .read(tx, shared.keySet())
          .invoke(histories::putAll)
          .invoke(() -> shared.keySet().removeAll(histories.keySet()))
          // Linked by a replica of the release before, which writes no history.
          .invoke(() -> owners.putAll(shared))
          .chain(() -> lockOthers(Credits.of(changes, owners, histories)));
    }

    private Uni<Void> lockOthers(Credits credits) {
      Set<Integer> others = new TreeSet<>(credits.users().keySet());
      others.removeAll(locked.keySet());
      Uni<Void> all =
          others.isEmpty()
              ? Uni.createFrom().voidItem()
              : VolumeRows.lockById(tx, others)
                  .invoke(rows -> rows.forEach(row -> locked.put(row.id(), row)))
                  .replaceWithVoid();
      return all.invoke(
              () -> credits.users().forEach((user, sum) -> written.add(locked.get(user), sum)))
          .chain(() -> mark(credits));
    }

    private Uni<Void> mark(Credits credits) {
      Uni<Void> marked = Uni.createFrom().voidItem();
      for (Map.Entry<Integer, List<LedgerTrade>> mark : credits.marks().entrySet()) {
        marked = marked.chain(() -> LedgerRows.mark(tx, mark.getValue(), mark.getKey()));
      }
      return marked;
    }
  }

  /** The users of a batch, by what is to be done about them. */
  private final class Written {
    /** By id, as the table is ordered. */
    private final SortedMap<Integer, NewVolume> all = new TreeMap<>();

    private final List<Integer> moved = new ArrayList<>();
    private final List<Integer> publishNow = new ArrayList<>();
    private final Postponed postponed = new Postponed();
    private final Instant now;
    private final boolean behind;

    Written(Instant now, boolean behind) {
      this.now = now;
      this.behind = behind;
    }

    void add(VolumeRow user, BigDecimal sum) {
      int id = user.id();
      BigDecimal volume = user.volume().add(sum);
      if (volume.compareTo(TOO_LARGE) >= 0) {
        throw new BadMessageException("the volume of user " + id + " would be too large");
      }
      Instant due = null;
      if (rules.levelsReached(user.volume()) != rules.levelsReached(volume)) {
        moved.add(id);
        publishNow.add(id);
      } else if (!user.snapshotDue() && snapshots.significant(user.snapshotVolume(), volume)) {
        Instant soonest = behind ? now.plus(config.delayBehind()) : now;
        Instant next = snapshots.delayedUntil(user.snapshotAt(), soonest).orElse(soonest);
        if (next.equals(now)) {
          publishNow.add(id);
        } else {
          due = postponed.add(id, next);
        }
      }
      all.put(id, new NewVolume(id, volume, due));
    }
  }
}
