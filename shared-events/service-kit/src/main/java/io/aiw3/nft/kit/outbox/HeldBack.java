package io.aiw3.nft.kit.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The lanes that wait because Kafka does not take their first row, and when each is tried again:
 * after a second, then after twice as long each time, up to a minute. Known to the leader alone,
 * which finds out again. {@code aiw3_outbox_stuck_keys} counts them by topic.
 *
 * <p>Used by the relay's thread only.
 */
final class HeldBack {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final MeterRegistry metrics;
  private final LongSupplier nanos;
  private final Map<Lane, Hold> lanes = new HashMap<>();
  private final Map<String, Hold> topics = new HashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

  HeldBack(MeterRegistry metrics, LongSupplier nanos) {
    this.metrics = metrics;
    this.nanos = nanos;
  }

  private record Hold(Duration pause, long until) {}

  /** Whether the lane must wait now. */
  boolean waits(Lane lane) {
    return waits(topics.get(lane.topic())) || waits(lanes.get(lane));
  }

  /** Whether anything is held back. */
  boolean any() {
    return !topics.isEmpty() || !lanes.isEmpty();
  }

  /** Kafka does not take a row of the lane. */
  void refuse(Lane lane) {
    lanes.compute(lane, (same, hold) -> next(hold));
  }

  /** Kafka takes nothing for the topic. */
  void refuse(String topic) {
    topics.compute(topic, (same, hold) -> next(hold));
  }

  /** Kafka has taken a row of the lane. */
  void taken(Lane lane) {
    topics.remove(lane.topic());
    lanes.remove(lane);
  }

  /**
   * After all of the table was read: what has no rows any more is forgotten, and the rest counted.
   *
   * @param seen the lanes that have rows which could not be published
   */
  void settle(Set<Lane> seen) {
    lanes.keySet().retainAll(seen);
    Map<String, Integer> waiting = new HashMap<>();
    for (Lane lane : seen) {
      if (topics.containsKey(lane.topic()) || lanes.containsKey(lane)) {
        waiting.merge(lane.topic(), 1, Integer::sum);
      }
    }
    topics.keySet().retainAll(waiting.keySet());
    waiting.keySet().forEach(this::count);
    counts.forEach((topic, count) -> count.set(waiting.getOrDefault(topic, 0)));
  }

  /** The lead is lost: the new leader counts. */
  void clear() {
    lanes.clear();
    topics.clear();
    counts.values().forEach(count -> count.set(0));
  }

  private boolean waits(Hold hold) {
    return hold != null && hold.until() - nanos.getAsLong() > 0;
  }

  private Hold next(Hold hold) {
    Duration pause = hold == null ? FIRST : hold.pause().multipliedBy(2);
    pause = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    return new Hold(pause, nanos.getAsLong() + pause.toNanos());
  }

  private AtomicInteger count(String topic) {
    return counts.computeIfAbsent(
        topic,
        name ->
            metrics.gauge("aiw3.outbox.stuck.keys", Tags.of("topic", name), new AtomicInteger()));
  }
}
