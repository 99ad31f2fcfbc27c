package io.aiw3.nft.minting.rpc;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.rpc.SolanaRpc.Height;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How long a slot lasts, as the chain shows it: for times that are shown, never for decisions. The
 * nodes' own samples are requested; where they have none, the block height is held against the
 * time, and before its second reading what is configured counts.
 */
@ApplicationScoped
public class SlotClock {
  /** Blocks for which a blockhash is valid. */
  public static final int BLOCKHASH_LIFE = 150;

  private static final Logger LOG = Logger.getLogger(SlotClock.class);
  private static final Duration AGE = Duration.ofSeconds(30);
  private static final Object CLUSTER = new Object();
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Supplier<Uni<Optional<Duration>>> samples;
  private final Supplier<Uni<Height>> height;
  private final LongSupplier nanos;
  private final Duration configured;
  private final AsyncLoadingCache<Object, Measure> measures;

  /** A slot's length, and the block height that was read with it. */
  private record Measure(Duration slot, long blockHeight, long at) {}

  @Inject
  SlotClock(SolanaRpc rpc, SolanaConfig config) {
    this(
        () -> rpc.calls().slotTime(),
        () -> rpc.calls().height(Commitment.CONFIRMED),
        System::nanoTime,
        config.slotTime());
  }

  SlotClock(
      Supplier<Uni<Optional<Duration>>> samples,
      Supplier<Uni<Height>> height,
      LongSupplier nanos,
      Duration configured) {
    this.samples = samples;
    this.height = height;
    this.nanos = nanos;
    this.configured = configured;
    this.measures =
        Caffeine.newBuilder()
            .refreshAfterWrite(AGE)
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .buildAsync(
                new AsyncCacheLoader<>() {
                  @Override
                  public CompletableFuture<Measure> asyncLoad(Object key, Executor executor) {
                    return measure(Optional.empty());
                  }

                  @Override
                  public CompletableFuture<Measure> asyncReload(
                      Object key, Measure last, Executor executor) {
                    return measure(Optional.of(last));
                  }
                });
  }

  /** A slot's length; never fails. */
  public Uni<Duration> slot() {
    return OwnContext.of(() -> measures.get(CLUSTER))
        .map(Measure::slot)
        .onFailure()
        .invoke(e -> LOG.warnf("slot length measurement failed cause=%s", e))
        .onFailure()
        .recoverWithItem(configured);
  }

  /** About how long a transaction can land whose blockhash is a moment old. */
  public Uni<Duration> blockhashLife() {
    return slot().map(slot -> slot.multipliedBy(BLOCKHASH_LIFE - 2));
  }

  private CompletableFuture<Measure> measure(Optional<Measure> last) {
    return samples
        .get()
        .onFailure(RpcException.class)
        .recoverWithItem(Optional.empty())
        .chain(sampled -> height.get().map(now -> measure(sampled, now.blockHeight(), last)))
        .subscribeAsCompletionStage();
  }

  private Measure measure(Optional<Duration> sampled, long blockHeight, Optional<Measure> last) {
    long at = nanos.getAsLong();
    Duration slot =
        sampled
            .or(() -> last.flatMap(before -> since(before, blockHeight, at)))
            .or(() -> last.map(Measure::slot))
            .filter(s -> s.compareTo(SHORTEST) >= 0 && s.compareTo(LONGEST) <= 0)
            .orElse(configured);
    return new Measure(slot, blockHeight, at);
  }

  private static Optional<Duration> since(Measure before, long blockHeight, long at) {
    long blocks = blockHeight - before.blockHeight();
    return blocks <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(at - before.at()).dividedBy(blocks));
  }
}
