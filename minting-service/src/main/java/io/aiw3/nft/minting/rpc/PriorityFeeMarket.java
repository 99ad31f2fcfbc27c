package io.aiw3.nft.minting.rpc;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.p2p.solanaj.core.PublicKey;

/** What is paid for the accounts that a transaction writes to. */
@ApplicationScoped
public class PriorityFeeMarket {
  private static final Logger LOG = Logger.getLogger(PriorityFeeMarket.class);
  private static final Duration AGE = Duration.ofSeconds(10);
  private static final int MOST_SETS_OF_ACCOUNTS = 1_000;

  private final SolanaRpc rpc;
  private final boolean fixed;
  private final Optional<PriorityFeeEstimate> estimate;
  private final AsyncCache<List<String>, List<Long>> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_SETS_OF_ACCOUNTS)
          .expireAfterWrite(AGE)
          .executor(Runnable::run)
          .buildAsync();

  PriorityFeeMarket(SolanaRpc rpc, SolanaConfig config) {
    SolanaConfig.PriorityFee settings = config.priorityFee();
    this.rpc = rpc;
    this.fixed = settings.mode().equals("fixed");
    this.estimate =
        settings.mode().equals("estimate")
            ? settings
                .estimate()
                .method()
                .map(
                    method ->
                        PriorityFeeEstimate.of(
                            method,
                            settings.estimate().parameters(),
                            settings.estimate().result().orElse("")))
            : Optional.empty();
  }

  /**
   * Micro-lamports per compute unit: the provider's estimate, else what others paid of late. Empty
   * if no node answers: a mint does not wait for its price.
   */
  public Uni<List<Long>> paid(List<PublicKey> writable) {
    if (fixed) {
      return Uni.createFrom().item(List.of());
    }
    return OwnContext.of(
            () ->
                known.get(
                    writable.stream().map(PublicKey::toBase58).toList(),
                    (key, executor) -> read(writable).subscribeAsCompletionStage()))
        .onFailure(RpcException.class)
        .invoke(e -> LOG.warnf("priority fee read failed cause=%s", e.getMessage()))
        .onFailure(RpcException.class)
        .recoverWithItem(List.of());
  }

  private Uni<List<Long>> read(List<PublicKey> writable) {
    return estimate.isEmpty()
        ? rpc.calls().recentPriorityFees(writable)
        : rpc.calls()
            .estimatedPriorityFees(estimate.get(), writable)
            .onFailure(RpcException.class)
            .recoverWithUni(() -> rpc.calls().recentPriorityFees(writable));
  }
}
