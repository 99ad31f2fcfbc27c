package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.qualification.config.SnapshotConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * When the queue of snapshots is worth a look: at the times for which this replica queued some, and
 * now and then for what others left. A hint, never the truth: what is due is in the table.
 */
@ApplicationScoped
class SnapshotTimer {
  private final Duration idlePoll;
  private final Clock clock;
  private final ConcurrentSkipListSet<Instant> expected = new ConcurrentSkipListSet<>();
  private volatile Instant looked;

  @Inject
  SnapshotTimer(SnapshotConfig config, Clock clock) {
    this(config.idlePoll(), clock);
  }

  SnapshotTimer(Duration idlePoll, Clock clock) {
    this.idlePoll = idlePoll;
    this.clock = clock;
  }

  /** Something is queued for this time, if the transaction that says so commits. */
  void expect(Instant due) {
    expected.add(due);
  }

  /** Whether to look now; what is expected by now is forgotten then. */
  boolean isTime() {
    Instant now = clock.instant();
    NavigableSet<Instant> due = expected.headSet(now, true);
    if (due.isEmpty() && looked != null && now.isBefore(looked.plus(idlePoll))) {
      return false;
    }
    due.clear();
    looked = now;
    return true;
  }
}
