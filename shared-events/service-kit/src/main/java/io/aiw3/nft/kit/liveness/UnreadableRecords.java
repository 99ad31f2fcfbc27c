package io.aiw3.nft.kit.liveness;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Records that a consumer made by hand cannot fetch or decompress, while it opens itself again and
 * again. If that goes on for {@link #TIMEOUT}, liveness fails and says why. Other partitions may go
 * on in between; a broker that refuses or is unavailable is waited for. Used by one thread.
 */
public final class UnreadableRecords {
  static final Duration TIMEOUT = Duration.ofMinutes(3);

  /** So long without a failure, and all is well: an attempt takes some seconds. */
  static final Duration CLEARED = Duration.ofMinutes(1);

  private final Heartbeats heartbeats;
  private final String name;
  private final LongSupplier nanos;
  private Heartbeat heartbeat;
  private long failedAt;

  /**
   * @param name of the heartbeat, in kebab case
   */
  public UnreadableRecords(Heartbeats heartbeats, String name) {
    this(heartbeats, name, System::nanoTime);
  }

  UnreadableRecords(Heartbeats heartbeats, String name, LongSupplier nanos) {
    this.heartbeats = heartbeats;
    this.name = name;
    this.nanos = nanos;
  }

  /** A poll, or what came before the first, failed. */
  public void failed(KafkaException failure) {
    if (failure instanceof ApiException || failure instanceof InterruptException) {
      return;
    }
    if (heartbeat == null) {
      heartbeat = heartbeats.register(name, TIMEOUT);
    }
    failedAt = nanos.getAsLong();
    heartbeat.standsStill(reason(failure));
  }

  /** Kafka's own failure, and what is behind it where that is known. */
  static String reason(Throwable failure) {
    return failure.getCause() == null
        ? failure.toString()
        : failure.getMessage() + " " + failure.getCause();
  }

  /** A poll was answered; it may have brought other partitions' records, or none. */
  public void polled() {
    if (heartbeat != null && nanos.getAsLong() - failedAt > CLEARED.toNanos()) {
      heartbeats.forget(heartbeat);
      heartbeat = null;
    }
  }
}
