package io.aiw3.nft.kit.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Notifies the relay that there is something to publish. */
@ApplicationScoped
public class OutboxNudge {
  private final Semaphore pending = new Semaphore(0);

  /** Called after a commit; cheap, never blocks. */
  public void nudge() {
    if (pending.availablePermits() == 0) {
      pending.release();
    }
  }

  /** Waits for a nudge, at most {@code time}; false: there was none. */
  boolean await(Duration time) throws InterruptedException {
    boolean nudged = pending.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    if (nudged) {
      pending.drainPermits();
    }
    return nudged;
  }
}
