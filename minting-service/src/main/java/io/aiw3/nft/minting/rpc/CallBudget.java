package io.aiw3.nft.minting.rpc;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

/** Calls that a piece of background work may make, so that it leaves the others their share. */
public final class CallBudget {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final RateLimit limit;

  /**
   * @param perSecond 0: no limit
   */
  public CallBudget(int perSecond) {
    this.limit = new RateLimit(perSecond, System::nanoTime);
  }

  /** Ends when the next call may be made. */
  public Uni<Void> permit() {
    return Uni.createFrom()
        .deferred(
            () -> {
              long wait = limit.take(LONGEST_WAIT.toNanos());
              return wait <= 0
                  ? Uni.createFrom().voidItem()
                  : Uni.createFrom().voidItem().onItem().delayIt().by(RateLimit.pause(wait));
            });
  }
}
