package io.aiw3.nft.minting.sender;

import io.aiw3.nft.minting.config.SenderConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** When to look again. */
@ApplicationScoped
class Pace {
  private static final int MOST_DOUBLINGS = 20;

  private final SenderConfig config;

  Pace(SenderConfig config) {
    this.config = config;
  }

  /** Until the next check of a transaction whose state is known. */
  Duration nextLook(QueueRow row) {
    if (row.isConfirmed()) {
      return nextLookConfirmed();
    }
    return row.isComplete() ? config.confirmPoll() : config.ownerPoll();
  }

  /** Until the next check of one that is confirmed now. */
  Duration nextLookConfirmed() {
    return config.finalizePoll();
  }

  /** After so many failures in a row. */
  Duration backOff(int failures) {
    long factor = 1L << Math.min(failures, MOST_DOUBLINGS);
    Duration pause = config.backOff().multipliedBy(factor);
    return pause.compareTo(config.maxBackOff()) > 0 ? config.maxBackOff() : pause;
  }

  boolean isDueForSending(QueueRow row) {
    return row.sends() == 0
        || row.sentAt() == null
        || !row.sentAt().plus(config.rebroadcast()).isAfter(now());
  }

  static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }
}
