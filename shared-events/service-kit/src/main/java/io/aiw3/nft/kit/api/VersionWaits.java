package io.aiw3.nft.kit.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.kit.config.KitConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Waits, within a time, until versions are visible; a caller may have a few waits at a time. */
@ApplicationScoped
class VersionWaits {
  private static final Duration FIRST_DELAY = Duration.ofMillis(25);
  private static final int RETRY_SECONDS = 2;
  private static final int WAITING_PER_CALLER = 8;
  private static final long MOST_CALLERS = 100_000;

  private final Instance<KnownVersions> known;
  private final Duration timeout;
  private final Vertx vertx;
  private final Cache<String, Semaphore> waiting;

  VersionWaits(Instance<KnownVersions> known, KitConfig config, Vertx vertx) {
    this.known = known;
    this.timeout = config.reads().changeLimit();
    this.vertx = vertx;
    this.waiting =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(timeout.multipliedBy(2))
            .build();
  }

  /** Those of things that this service shows: of others every read is new enough. */
  List<StateVersion> shown(List<StateVersion> versions) {
    return known.isUnsatisfied()
        ? List.of()
        : versions.stream().filter(version -> known.get().shows(version.kind())).toList();
  }

  /**
   * @param reader whose places are taken
   * @param wanted of things that this service shows
   */
  Uni<Void> visible(VersionReader reader, List<StateVersion> wanted) {
    return known
        .get()
        .visible(reader, wanted)
        .chain(visible -> visible ? Uni.createFrom().voidItem() : await(reader, wanted));
  }

  private Uni<Void> await(VersionReader reader, List<StateVersion> wanted) {
    Semaphore places = waiting.get(reader.subject(), name -> new Semaphore(WAITING_PER_CALLER));
    return places.tryAcquire()
        ? again(reader, wanted, FIRST_DELAY, timeout).onTermination().invoke(() -> places.release())
        : Uni.createFrom().failure(new NotVisibleException());
  }

  /** Each time after twice the time of the one before. */
  private Uni<Void> again(
      VersionReader reader, List<StateVersion> wanted, Duration delay, Duration left) {
    if (left.isNegative() || left.isZero()) {
      return Uni.createFrom().failure(new NotVisibleException());
    }
    return pause(delay.compareTo(left) < 0 ? delay : left)
        .chain(() -> known.get().visible(reader, wanted))
        .chain(
            visible ->
                visible
                    ? Uni.createFrom().voidItem()
                    : again(reader, wanted, delay.multipliedBy(2), left.minus(delay)));
  }

  /** On the request's Vert.x context. */
  private Uni<Void> pause(Duration delay) {
    return Uni.createFrom()
        .emitter(
            done -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> done.complete(null)));
  }

  /** The change is on its way. */
  private static final class NotVisibleException extends ApiException {
    private static final long serialVersionUID = 1L;

    NotVisibleException() {
      super(
          ErrorCode.DEPENDENCY_UNAVAILABLE,
          "The change that " + StateVersion.HEADER + " names is not visible here yet.");
    }

    @Override
    public Map<String, Object> details() {
      return Map.of("retryAfterSeconds", RETRY_SECONDS);
    }
  }
}
