package io.aiw3.nft.kit.liveness;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What must not stand still in this process. One that makes no progress within its limit fails
 * liveness, so that the process is started again, and is named by an alert.
 *
 * <p>Progress is that the loop goes round. One that waits for a database, a broker or a node, and
 * tries again, beats with each attempt, whatever comes of it: a new start would not help.
 *
 * <p>{@code aiw3_heartbeat_age_seconds} and {@code aiw3_heartbeat_limit_seconds}, by {@code name}.
 */
@ApplicationScoped
public class Heartbeats {
  private static final String AGE = "aiw3.heartbeat.age.seconds";
  private static final String LIMIT = "aiw3.heartbeat.limit.seconds";
  private static final Set<String> OFF = Set.of("off", "disabled");
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Duration NEVER = Duration.ofDays(36500);

  private final MeterRegistry metrics;
  private final LongSupplier nanos;
  private final Map<String, Heartbeat> heartbeats = new ConcurrentHashMap<>();

  @Inject
  Heartbeats(MeterRegistry metrics) {
    this(metrics, System::nanoTime);
  }

  Heartbeats(MeterRegistry metrics, LongSupplier nanos) {
    this.metrics = metrics;
    this.nanos = nanos;
  }

  /**
   * Watches from now on.
   *
   * @param name of what is watched, in kebab case; registered again, it is the same heartbeat
   * @param limit longest time between two beats: several times what is usual, and more than any
   *     single wait of the loop
   */
  public Heartbeat register(String name, Duration limit) {
    return heartbeats.computeIfAbsent(name, ignored -> create(name, limit));
  }

  /**
   * Watches what a scheduler runs, which beats at the end of each run, and within a long one.
   *
   * @param every as the scheduler takes it: {@code 10m}, {@code PT1S}, {@code off}
   */
  public Heartbeat registerScheduled(String name, String every) {
    return register(
        name,
        OFF.contains(every.strip())
            ? NEVER
            : DurationConverter.parseDuration(every).multipliedBy(3).plus(GRACE));
  }

  /** Watches it no longer. */
  public void forget(Heartbeat heartbeat) {
    if (heartbeats.remove(heartbeat.name(), heartbeat)) {
      metrics.find(AGE).tags(tags(heartbeat.name())).meters().forEach(metrics::remove);
      metrics.find(LIMIT).tags(tags(heartbeat.name())).meters().forEach(metrics::remove);
    }
  }

  /** Those that have made no progress within their limits. */
  List<Heartbeat> late() {
    return heartbeats.values().stream().filter(Heartbeat::isLate).toList();
  }

  private Heartbeat create(String name, Duration limit) {
    Heartbeat heartbeat = new Heartbeat(name, limit, nanos);
    metrics.gauge(AGE, tags(name), heartbeat, h -> h.age().toMillis() / 1000.0);
    metrics.gauge(LIMIT, tags(name), heartbeat, h -> h.limit().toSeconds());
    return heartbeat;
  }

  private static List<Tag> tags(String name) {
    return List.of(Tag.of("name", name));
  }
}
