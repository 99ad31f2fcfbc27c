package io.aiw3.nft.history.backfill;

import io.aiw3.nft.commandline.StoppedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which rows the broker has acknowledged without a gap. Rows go in chunks; the broker may
 * acknowledge them in any order. Used by one thread, but for {@link #acknowledged}.
 */
final class Chunks {
  private final Semaphore room;
  private final Deque<Chunk> sealed = new ArrayDeque<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private Chunk open = new Chunk();

  /** Rows whose acknowledgement is awaited, and the checkpoint behind them. */
  static final class Chunk {
    private final AtomicInteger waiting = new AtomicInteger();
    private Checkpoint end;
  }

  /**
   * @param mostWaiting rows that may wait for their acknowledgement
   */
  Chunks(int mostWaiting) {
    room = new Semaphore(mostWaiting);
  }

  /**
   * A row is about to be sent; waits while too many are under way.
   *
   * @return to be given to {@link #acknowledged}
   * @throws StoppedException if a row was not taken by the broker
   */
  Chunk sending() throws InterruptedException {
    while (!room.tryAcquire(1, TimeUnit.SECONDS)) {
      check();
    }
    check();
    open.waiting.incrementAndGet();
    return open;
  }

  /** Called by the producer's thread. */
  void acknowledged(Chunk chunk, Exception fault) {
    if (fault == null) {
      chunk.waiting.decrementAndGet();
    } else {
      failure.compareAndSet(null, fault);
    }
    room.release();
  }

  /** All rows since the last call make a chunk, behind which {@code end} is the checkpoint. */
  void seal(Checkpoint end) {
    open.end = end;
    sealed.add(open);
    open = new Chunk();
  }

  /** The checkpoint behind the last chunk that is acknowledged with all before it; else null. */
  Checkpoint reached() {
    Checkpoint reached = null;
    while (!sealed.isEmpty() && sealed.peek().waiting.get() == 0) {
      reached = sealed.remove().end;
    }
    return reached;
  }

  /**
   * @throws StoppedException if a row was not taken by the broker
   */
  void check() {
    Exception fault = failure.get();
    if (fault != null) {
      throw new StoppedException(
          "The broker did not take a row: %s. The same command continues where it stopped."
              .formatted(fault.getMessage()),
          fault);
    }
  }
}
