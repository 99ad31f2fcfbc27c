package io.aiw3.nft.kit.outbox;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long the leading relay waits for a nudge before it polls all the same. What this replica
 * commits nudges it; what others commit does not, so the table is polled often for as long as rows
 * of others may come.
 */
final class RelayPause {
  /** Other replicas are taken to be there for so long after their last row. */
  static final Duration OTHERS_ARE_THERE = Duration.ofMinutes(10);

  private final Duration poll;
  private final Duration idlePoll;
  private final LongSupplier nanos;
  private long othersUntil;

  RelayPause(Duration poll, Duration idlePoll, LongSupplier nanos) {
    this.poll = poll;
    this.idlePoll = idlePoll;
    this.nanos = nanos;
    this.othersUntil = nanos.getAsLong();
  }

  Duration next() {
    return othersUntil - nanos.getAsLong() > 0 ? poll : idlePoll;
  }

  /**
   * @param nudged before the pass, or it followed another one at once
   * @param count rows that the pass published
   */
  void passed(boolean nudged, int count) {
    if (count > 0 && !nudged) {
      othersUntil = nanos.getAsLong() + OTHERS_ARE_THERE.toNanos();
    }
  }
}
