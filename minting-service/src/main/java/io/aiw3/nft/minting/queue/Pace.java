package io.aiw3.nft.minting.queue;

import io.aiw3.nft.kit.retry.BackOff;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** When to look again, and the rows that are given back until then. */
@ApplicationScoped
public class Pace {

  private final Queue queue;
  private final SenderConfig config;

  Pace(Queue queue, SenderConfig config) {
    this.queue = queue;
    this.config = config;
  }

  /** There is nothing to do for it now. */
  public Uni<Void> release(QueueRow row) {
    return queue.later(row, nextLook(row));
  }

  /** The same for rows of one lease. */
  public Uni<Void> release(List<QueueRow> rows) {
    List<Uni<Void>> all = new ArrayList<>();
    rows.stream()
        .collect(Collectors.groupingBy(this::nextLook))
        .forEach((pause, together) -> all.add(queue.later(together, pause)));
    return Uni.join().all(all).andCollectFailures().replaceWithVoid();
  }

  /** Until the next check of a transaction whose state is known. */
  private Duration nextLook(QueueRow row) {
    if (row.isConfirmed()) {
      return nextLookConfirmed();
    }
    return row.isComplete() ? config.confirmPoll() : config.ownerPoll();
  }

  /** Until the next check of one that is confirmed now. */
  public Duration nextLookConfirmed() {
    return config.finalizePoll();
  }

  /** After so many failures in a row. */
  public Duration backOff(int failures) {
    return BackOff.after(failures, config.backOff(), config.maxBackOff());
  }

  public boolean isDueForSending(QueueRow row) {
    return row.sends() == 0
        || row.sentAt() == null
        || !row.sentAt().plus(config.rebroadcast()).isAfter(now());
  }

  public static LocalDateTime now() {
    return LocalDateTime.now(ZoneOffset.UTC);
  }
}
