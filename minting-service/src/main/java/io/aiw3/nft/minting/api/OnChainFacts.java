package io.aiw3.nft.minting.api;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.config.FactsConfig;
import io.aiw3.nft.minting.rpc.OnChainNft;
import io.aiw3.nft.minting.rpc.OnChainNfts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What the chain says of an NFT, for pages: each answer is three calls to a node, so it is kept for
 * a few seconds, and what may be requested has a budget of its own that leaves the nodes to the
 * sender.
 */
@ApplicationScoped
class OnChainFacts {
  private static final Logger LOG = Logger.getLogger(OnChainFacts.class);
  private static final int MOST_NFTS = 10_000;
  private static final int MOST_CALLERS = 100_000;
  private static final Object ALL_CALLERS = new Object();

  private final Function<String, Uni<OnChainNft>> chain;
  private final FactsConfig config;
  private final AsyncCache<String, Optional<OnChainNft>> answers;
  private final Cache<Object, AtomicInteger> thisSecond;
  private final Cache<Object, AtomicInteger> thisMinute;

  @Inject
  OnChainFacts(OnChainNfts chain, FactsConfig config) {
    this(chain::read, config);
  }

  OnChainFacts(Function<String, Uni<OnChainNft>> chain, FactsConfig config) {
    this.chain = chain;
    this.config = config;
    this.answers =
        Caffeine.newBuilder().maximumSize(MOST_NFTS).expireAfterWrite(config.age()).buildAsync();
    this.thisSecond = counts(Duration.ofSeconds(1), 1);
    this.thisMinute = counts(Duration.ofMinutes(1), MOST_CALLERS);
  }

  private static Cache<Object, AtomicInteger> counts(Duration window, int keys) {
    return Caffeine.newBuilder().maximumSize(keys).expireAfterWrite(window).build();
  }

  /**
   * Null while no node answers, and where the caller, or all of them together, have exceeded their
   * rate.
   *
   * @param mint of an NFT that we have minted
   */
  Uni<OnChainNft> of(UserId caller, String mint) {
    return Uni.createFrom()
        .deferred(() -> known(caller, mint))
        .onFailure()
        .invoke(e -> LOG.warnf("NFT state read failed mint=%s cause=%s", mint, e))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<OnChainNft> known(UserId caller, String mint) {
    if (answers.getIfPresent(mint) == null
        && !(take(thisMinute, caller, config.perCaller())
            && take(thisSecond, ALL_CALLERS, config.perSecond()))) {
      return Uni.createFrom().nullItem();
    }
    Context context = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(
            answers.get(
                mint,
                (key, executor) ->
                    chain.apply(key).map(Optional::ofNullable).subscribeAsCompletionStage()))
        // The first caller may be on another event loop.
        .emitOn(
            work -> {
              if (context == null) {
                work.run();
              } else {
                context.runOnContext(ignored -> work.run());
              }
            })
        .map(found -> found.orElse(null));
  }

  private static boolean take(Cache<Object, AtomicInteger> counts, Object key, int most) {
    return counts.get(key, first -> new AtomicInteger()).incrementAndGet() <= most;
  }
}
