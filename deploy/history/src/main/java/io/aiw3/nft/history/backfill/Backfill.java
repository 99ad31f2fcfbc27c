package io.aiw3.nft.history.backfill;

import io.aiw3.nft.kit.inbox.BadMessageException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** One run: rows from the source into the topic, and the state behind them. */
final class Backfill {
  private static final int CHUNK = 1000;
  private static final int MOST_WAITING = 50_000;
  private static final Duration SAVE_EVERY = Duration.ofMillis(500);

  private final TradeSource source;
  private final RowCheck check;
  private final Producer<byte[], byte[]> producer;
  private final RejectedRows rejectedRows;
  private final StateFile state;
  private final Progress progress;
  private final Pace pace;
  private final Chunks chunks = new Chunks(MOST_WAITING);
  private volatile boolean stopped;
  private Checkpoint saved;
  private long sent;
  private long rejected;
  private long lastSave = System.nanoTime();

  /**
   * @param from where an earlier run stopped; the source is there
   */
  Backfill(
      TradeSource source,
      RowCheck check,
      Producer<byte[], byte[]> producer,
      RejectedRows rejectedRows,
      StateFile state,
      Progress progress,
      Pace pace,
      Checkpoint from) {
    this.source = source;
    this.check = check;
    this.producer = producer;
    this.rejectedRows = rejectedRows;
    this.state = state;
    this.progress = progress;
    this.pace = pace;
    saved = from;
    sent = from.sent();
    rejected = from.rejected();
  }

  /** Ends the run after the row at hand; from any thread. */
  void stop() {
    stopped = true;
  }

  /**
   * Runs to the end of the source, or until {@link #stop()}. However it ends, what is acknowledged
   * is in the state.
   *
   * @return what is in the topic or rejected
   * @throws io.aiw3.nft.commandline.StoppedException if the broker refuses rows
   */
  Checkpoint run() throws IOException, SQLException, InterruptedException {
    boolean finished = false;
    long first = sent + rejected;
    try {
      LegacyRow row = stopped ? null : source.next();
      while (row != null) {
        take(row);
        if ((sent + rejected) % CHUNK == 0) {
          seal();
          saveIfDue();
          progress.update(source.position().at(), sent + rejected - first, rejected);
        }
        row = stopped ? null : source.next();
      }
      finished = !stopped;
      seal();
      producer.flush();
      chunks.check();
      progress.update(source.position().at(), sent + rejected - first, rejected);
    } finally {
      save(finished);
    }
    return saved;
  }

  private void take(LegacyRow row) throws IOException, InterruptedException {
    ProducerRecord<byte[], byte[]> message;
    try {
      message = check.message(row);
    } catch (BadMessageException e) {
      rejectedRows.add(row, e.getMessage());
      rejected++;
      return;
    }
    pace.await();
    Chunks.Chunk chunk = chunks.sending();
    try {
      Future<?> unused =
          producer.send(message, (stored, fault) -> chunks.acknowledged(chunk, fault));
    } catch (KafkaException e) {
      chunks.acknowledged(chunk, e);
      chunks.check();
    }
    sent++;
  }

  private void seal() throws IOException {
    chunks.seal(new Checkpoint(source.position(), sent, rejected, rejectedRows.flush()));
  }

  private void saveIfDue() throws IOException {
    if (System.nanoTime() - lastSave >= SAVE_EVERY.toNanos()) {
      lastSave = System.nanoTime();
      save(false);
    }
  }

  private void save(boolean finished) throws IOException {
    Checkpoint reached = chunks.reached();
    if (reached != null) {
      if (reached.rejected() > saved.rejected()) {
        rejectedRows.force();
      }
      saved = reached;
    }
    if (reached != null || finished) {
      state.write(saved, finished && saved.rows() == sent + rejected);
    }
  }
}
