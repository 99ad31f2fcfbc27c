package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.execution.SagaDriver.Applied;
import io.aiw3.nft.upgrade.persistence.OpenSagas;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code aiw3_saga_open} by kind, state and age in that state ({@code under_1m}, {@code under_10m},
 * {@code under_1h}, {@code over_1h}), {@code aiw3_saga_oldest_seconds} by kind and state, {@code
 * aiw3_saga_stuck} and {@code aiw3_saga_contradictions_total} (replies that must never come; the
 * inputs of alarms), {@code aiw3_saga_state_seconds} and {@code aiw3_saga_seconds} as durations.
 */
@ApplicationScoped
class SagaMetrics {
  private final OpenSagas sagas;
  private final SagaConfig config;
  private final MeterRegistry registry;
  private final MultiGauge open;
  private final MultiGauge oldest;
  private final AtomicLong stuck;
  private final Heartbeat heartbeat;
  private final Counter contradictions;

  SagaMetrics(OpenSagas sagas, SagaConfig config, MeterRegistry registry, Heartbeats heartbeats) {
    this.sagas = sagas;
    this.config = config;
    this.registry = registry;
    this.open = MultiGauge.builder("aiw3.saga.open").register(registry);
    this.oldest = MultiGauge.builder("aiw3.saga.oldest").baseUnit("seconds").register(registry);
    this.heartbeat =
        heartbeats.registerScheduled("saga-metrics", config.metrics().every().toString());
    this.stuck = registry.gauge("aiw3.saga.stuck", new AtomicLong());
    this.contradictions = registry.counter("aiw3.saga.contradictions");
  }

  void contradicted() {
    contradictions.increment();
  }

  void moved(Applied applied) {
    StoredSaga stored = applied.stored();
    String kind = stored.saga().kind().wireName();
    registry
        .timer("aiw3.saga.state", "kind", kind, "state", applied.before().wireName())
        .record(Duration.between(applied.stateSince(), stored.updatedAt()));
    if (!stored.saga().open()) {
      registry
          .timer("aiw3.saga", "kind", kind, "outcome", stored.saga().status().wireName())
          .record(Duration.between(stored.createdAt(), stored.updatedAt()));
    }
  }

  @Scheduled(
      every = "{aiw3.saga.metrics.every:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> count() {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    return sagas
        .count(now, config.stuckAfter())
        .invoke(groups -> show(groups, now))
        .onFailure()
        .recoverWithNull()
        .eventually(heartbeat::beat)
        .replaceWithVoid();
  }

  private void show(List<OpenSagas.Group> groups, LocalDateTime now) {
    List<MultiGauge.Row<?>> counts = new ArrayList<>();
    Map<Tags, LocalDateTime> since = new HashMap<>();
    long stuckNow = 0;
    for (OpenSagas.Group group : groups) {
      Tags tags = Tags.of("kind", group.kind(), "state", group.state());
      counts.add(MultiGauge.Row.of(tags.and("age", group.age()), group.count()));
      since.merge(tags, group.oldest(), (a, b) -> a.isBefore(b) ? a : b);
      stuckNow += group.stuck();
    }
    List<MultiGauge.Row<?>> ages = new ArrayList<>();
    since.forEach(
        (tags, oldestSince) ->
            ages.add(
                MultiGauge.Row.of(tags, Duration.between(oldestSince, now).toMillis() / 1000.0)));
    open.register(counts, true);
    oldest.register(ages, true);
    stuck.set(stuckNow);
  }
}
