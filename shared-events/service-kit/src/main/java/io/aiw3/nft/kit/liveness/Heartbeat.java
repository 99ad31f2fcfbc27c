package io.aiw3.nft.kit.liveness;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The progress of one loop, thread or schedule. */
public final class Heartbeat {
  private final String name;
  private final Duration limit;
  private final LongSupplier nanos;
  private volatile long last;
  private volatile String reason;

  Heartbeat(String name, Duration limit, LongSupplier nanos) {
    this.name = name;
    this.limit = limit;
    this.nanos = nanos;
    beat();
  }

  /** Progress was made; cheap, from any thread. */
  public void beat() {
    last = nanos.getAsLong();
    reason = null;
  }

  /** Why there is no progress, for liveness and the log; forgotten with the next beat. */
  public void standsStill(String why) {
    reason = why;
  }

  /** Null while it is not known. */
  String reason() {
    return reason;
  }

  String name() {
    return name;
  }

  Duration limit() {
    return limit;
  }

  Duration age() {
    return Duration.ofNanos(nanos.getAsLong() - last);
  }

  boolean isLate() {
    return age().compareTo(limit) > 0;
  }
}
