package io.aiw3.nft.minting.rpc;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.SendFailure;
import io.aiw3.nft.solana.Rent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The cluster's rent, which changes: what a mint account holds above it is lost for good. While no
 * node answers, the last known rent counts for an hour; then what needs it waits.
 */
@ApplicationScoped
public class ClusterRent {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Set<Integer> SIZES =
      Set.of(Rent.MINT_BYTES, Rent.TOKEN_ACCOUNT_BYTES, Rent.METADATA_BYTES, Rent.EDITION_BYTES);

  private final SolanaRpc rpc;
  private final SolanaConfig config;
  private final AsyncLoadingCache<Integer, Long> bySize;

  @Inject
  ClusterRent(SolanaRpc rpc, SolanaConfig config) {
    this(rpc, config, Ticker.systemTicker());
  }

  ClusterRent(SolanaRpc rpc, SolanaConfig config, Ticker ticker) {
    this.rpc = rpc;
    this.config = config;
    this.bySize =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .refreshAfterWrite(config.rentAge())
            .expireAfterWrite(KEPT)
            .buildAsync((size, executor) -> read(size));
  }

  /** Fails with an {@link RpcException} while it is not known. */
  public Uni<Rent> get() {
    return OwnContext.of(() -> bySize.getAll(SIZES)).map(ClusterRent::rent);
  }

  private static Rent rent(Map<Integer, Long> bySize) {
    return new Rent(
        bySize.get(Rent.MINT_BYTES),
        bySize.get(Rent.TOKEN_ACCOUNT_BYTES),
        bySize.get(Rent.METADATA_BYTES),
        bySize.get(Rent.EDITION_BYTES));
  }

  /** Another node is queried instead of one that answers what cannot be. */
  private CompletableFuture<Long> read(int size) {
    return rpc.onOneNode(node -> node.minimumBalance(size).invoke(rent -> check(size, rent)))
        .subscribeAsCompletionStage();
  }

  private void check(int size, long rent) {
    if (rent <= 0 || rent > Rent.of(size, config.rentCeiling())) {
      throw new RpcException(
          new SendFailure(
              SendFailure.Kind.GARBAGE,
              0,
              "",
              "a rent of %d lamports for %d bytes: aiw3.solana.rent-ceiling is %d a byte"
                  .formatted(rent, size, config.rentCeiling())));
    }
  }
}
