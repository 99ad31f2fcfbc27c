package io.aiw3.nft.kit.outbox;

import io.aiw3.nft.kit.config.KitConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Goes through the table once and publishes what Kafka takes. Content is read by bytes, not by
 * rows, so a pass needs the same memory for rows of any size.
 *
 * <p>Each row's outcome is its own: what was acknowledged is deleted, regardless of its neighbours.
 * A row that Kafka does not take holds back the later rows of its lane and nothing else.
 */
final class OutboxPass {
  private static final Logger LOG = Logger.getLogger(OutboxPass.class);

  private final KitConfig.Outbox config;
  private final OutboxTable table;
  private final OutboxPublisher publisher;
  private final HeldBack held;
  private final Consumer<OutboxRow> published;
  private Instant oldest;

  OutboxPass(
      KitConfig.Outbox config,
      OutboxTable table,
      OutboxPublisher publisher,
      HeldBack held,
      Consumer<OutboxRow> published) {
    this.config = config;
    this.table = table;
    this.publisher = publisher;
    this.held = held;
    this.published = published;
  }

  /**
   * @param progress called whenever something was done
   * @return how many rows were published
   * @throws IllegalStateException Kafka takes nothing, or the lead is lost
   */
  int run(OutboxLead lead, Runnable progress) throws InterruptedException {
    Set<Lane> waiting = new HashSet<>();
    oldest = null;
    int count = 0;
    long last = 0;
    long end = 0;
    do {
      List<OutboxTable.Waiting> page = table.look(lead.connection(), last, config.batch());
      last = page.size() < config.batch() ? Long.MAX_VALUE : page.get(page.size() - 1).seq();
      List<List<OutboxTable.Waiting>> chunks = chunks(page, waiting);
      table.oldest(oldest);
      for (List<OutboxTable.Waiting> chunk : chunks) {
        count += publish(lead, table.read(lead.connection(), chunk), waiting, progress);
      }
      progress.run();
      // Only past rows that wait: what was published is gone, and what comes now is the next
      // pass's.
      end = end > 0 || waiting.isEmpty() ? end : table.last(lead.connection());
    } while (last < end);
    held.settle(waiting);
    return count;
  }

  private List<List<OutboxTable.Waiting>> chunks(
      List<OutboxTable.Waiting> page, Set<Lane> waiting) {
    List<OutboxTable.Waiting> due = new ArrayList<>(page.size());
    for (OutboxTable.Waiting row : page) {
      if (!waits(row.lane(), waiting)) {
        due.add(row);
      }
    }
    oldest = oldest == null && !due.isEmpty() ? due.get(0).time() : oldest;
    return Chunks.byBytes(due, config.bytes().asLongValue());
  }

  /** Whether the lane must wait, which its later rows then do too until the next pass. */
  private boolean waits(Lane lane, Set<Lane> waiting) {
    return waiting.contains(lane) || (held.waits(lane) && waiting.add(lane));
  }

  private int publish(
      OutboxLead lead, List<OutboxTable.Numbered> rows, Set<Lane> waiting, Runnable progress)
      throws InterruptedException {
    List<OutboxTable.Numbered> acknowledged = new ArrayList<>(rows.size());
    try {
      for (List<OutboxTable.Numbered> round : Chunks.rounds(rows)) {
        List<OutboxTable.Numbered> due =
            round.stream().filter(row -> !waits(row.lane(), waiting)).toList();
        if (!due.isEmpty()) {
          settle(publisher.publish(due, () -> confirm(lead, progress)), acknowledged, waiting);
        }
        progress.run();
      }
    } finally {
      delete(lead, acknowledged);
    }
    return acknowledged.size();
  }

  private static void confirm(OutboxLead lead, Runnable progress) {
    lead.confirm();
    progress.run();
  }

  private void settle(
      List<OutboxPublisher.Sent> round,
      List<OutboxTable.Numbered> acknowledged,
      Set<Lane> waiting) {
    boolean any = round.stream().anyMatch(OutboxPublisher.Sent::acknowledged);
    Throwable unavailable = null;
    for (OutboxPublisher.Sent sent : round) {
      Lane lane = sent.row().lane();
      if (sent.acknowledged()) {
        acknowledged.add(sent.row());
        held.taken(lane);
      } else {
        Refusal refusal = Refusal.of(sent.failure());
        // What Kafka fails with while it takes the others is the row's.
        if (refusal == Refusal.KAFKA && !any) {
          unavailable = sent.failure();
        } else {
          refuse(sent, refusal);
        }
        waiting.add(lane);
      }
    }
    if (unavailable != null) {
      throw new IllegalStateException("Kafka did not take the outbox: " + unavailable, unavailable);
    }
  }

  private void refuse(OutboxPublisher.Sent sent, Refusal refusal) {
    OutboxRow row = sent.row().row();
    Lane lane = sent.row().lane();
    if (refusal != Refusal.TOPIC) {
      held.refuse(lane);
    } else if (!held.waits(lane)) {
      held.refuse(lane.topic());
    }
    LOG.errorf(
        "outbox row rejected by Kafka messageId=%s topic=%s seq=%d cause=%s",
        row.id(), row.topic(), sent.row().seq(), sent.failure());
  }

  /** What is not deleted is published again: harmless, but not for nothing. */
  private void delete(OutboxLead lead, List<OutboxTable.Numbered> acknowledged) {
    if (!acknowledged.isEmpty()) {
      table.delete(lead.connection(), acknowledged);
    }
    acknowledged.forEach(row -> published.accept(row.row()));
  }
}
