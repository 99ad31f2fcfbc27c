package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.minting.chain.Addresses;
import io.aiw3.nft.minting.chain.RpcException;
import io.aiw3.nft.minting.chain.SolanaRpc;
import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.domain.Holding;
import io.aiw3.nft.minting.domain.Holding.Change;
import io.aiw3.nft.minting.sender.WalletLinks.Links;
import io.aiw3.nft.minting.sender.Whereabouts.Place;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.p2p.solanaj.core.PublicKey;

/**
 * Checks who holds each NFT. A hundred take one call as long as they are where they were, in any
 * place that is; what seems to have moved is read again when that is final, and its new holder is
 * searched for within a budget. Whatever fails puts back the NFTs that it concerns, and no others.
 */
@ApplicationScoped
class OwnershipWatch {
  private static final Logger LOG = Logger.getLogger(OwnershipWatch.class);
  private static final int MOST_HALVINGS = 6;

  private final OwnershipQueue queue;
  private final Whereabouts whereabouts;
  private final WalletLinks links;
  private final OwnershipOutcome outcome;
  private final OwnershipConfig config;
  private final Loop loop;
  private final Counter failures;

  OwnershipWatch(
      Vertx vertx,
      Heartbeats heartbeats,
      OwnershipQueue queue,
      Whereabouts whereabouts,
      WalletLinks links,
      OwnershipOutcome outcome,
      OwnershipConfig config,
      MeterRegistry metrics) {
    this.queue = queue;
    this.whereabouts = whereabouts;
    this.links = links;
    this.outcome = outcome;
    this.config = config;
    this.loop = new Loop("ownership watch", vertx, heartbeats, config.poll(), this::round);
    this.failures = metrics.counter("aiw3.ownership.failures");
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      loop.nudge();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loop.stop();
  }

  private Uni<Integer> round() {
    return queue
        .lease()
        .chain(
            due -> {
              AtomicInteger searches = new AtomicInteger(config.searches());
              AtomicInteger checked = new AtomicInteger();
              return each(
                      groups(due),
                      group ->
                          isolated(group, () -> check(group, searches))
                              .invoke(done -> checked.addAndGet(done ? group.size() : 0)))
                  .replaceWith(checked::get);
            });
  }

  /**
   * A hundred at a time; those that failed in ever smaller groups, so that one that always does is
   * alone in the end.
   */
  static List<List<WatchedNft>> groups(List<WatchedNft> due) {
    List<List<WatchedNft>> groups = new ArrayList<>();
    due.stream()
        .collect(Collectors.groupingBy(nft -> Math.min(nft.failures(), MOST_HALVINGS + 1)))
        .forEach(
            (failed, nfts) ->
                groups.addAll(split(nfts, Math.max(1, SolanaRpc.MOST_ACCOUNTS >> failed))));
    return groups;
  }

  private static List<List<WatchedNft>> split(List<WatchedNft> nfts, int size) {
    List<List<WatchedNft>> parts = new ArrayList<>();
    for (int from = 0; from < nfts.size(); from += size) {
      parts.add(nfts.subList(from, Math.min(from + size, nfts.size())));
    }
    return parts;
  }

  /** True if it was done; if not, the NFTs are put back. */
  private Uni<Boolean> isolated(Collection<WatchedNft> nfts, Supplier<Uni<Void>> work) {
    return Uni.createFrom()
        .deferred(() -> work.get())
        .replaceWith(true)
        .onFailure()
        .recoverWithUni(e -> putBack(nfts, e).replaceWith(false));
  }

  private Uni<Void> putBack(Collection<WatchedNft> nfts, Throwable e) {
    if (isOutage(e)) {
      LOG.warnf("ownership not checked count=%d errorCode=%s", nfts.size(), e.getMessage());
      return queue.again(nfts, config.finality());
    }
    failures.increment(nfts.size());
    LOG.warnf(
        "ownership check failed count=%d mint=%s errorCode=%s",
        nfts.size(), nfts.iterator().next().mint().toBase58(), e.toString());
    return queue.failed(nfts);
  }

  /** Nobody answered: that says nothing of what was asked for. */
  private static boolean isOutage(Throwable e) {
    if (e instanceof RpcException rpc) {
      return switch (rpc.failure().kind()) {
        case UNREACHABLE, THROTTLED, NO_ANSWER, HTTP_STATUS -> true;
        case GARBAGE, REJECTED -> false;
      };
    }
    return SqlFailures.isTransient(e);
  }

  private Uni<Void> check(List<WatchedNft> nfts, AtomicInteger searches) {
    return whereabouts
        .inPlace(nfts)
        .chain(
            places ->
                links
                    .of(nfts, wallets(places.values()))
                    .chain(
                        known -> {
                          Map<Boolean, List<WatchedNft>> same =
                              nfts.stream()
                                  .collect(
                                      Collectors.partitioningBy(
                                          nft -> isUnchanged(nft, places.get(nft.id()), known)));
                          return queue
                              .checked(same.get(true))
                              .chain(
                                  () ->
                                      each(
                                          split(same.get(false), Whereabouts.MOST_AT_ONCE),
                                          some -> isolated(some, () -> followAll(some, searches))));
                        }));
  }

  private static List<String> wallets(Collection<Place.In> places) {
    return places.stream().map(Place.In::wallet).distinct().toList();
  }

  private static boolean isUnchanged(WatchedNft nft, Place.In place, Links known) {
    return place != null && known.holding(nft, place.wallet()).change(nft.status()) == Change.NONE;
  }

  private Uni<Void> followAll(List<WatchedNft> nfts, AtomicInteger searches) {
    return whereabouts
        .finalPlaces(nfts)
        .chain(
            places ->
                each(
                    nfts,
                    nft ->
                        isolated(List.of(nft), () -> follow(nft, places.get(nft.id()), searches))));
  }

  private Uni<Void> follow(WatchedNft nft, Place place, AtomicInteger searches) {
    if (place instanceof Place.Left left) {
      return searches.getAndDecrement() > 0
          ? search(nft, left).chain(found -> record(nft, found))
          : queue.again(List.of(nft), config.age().dividedBy(2));
    }
    return record(nft, place);
  }

  private Uni<Place> search(WatchedNft nft, Place.Left left) {
    return links
        .of(List.of(nft), List.of())
        .chain(
            known -> {
              Optional<PublicKey> wallet =
                  Optional.ofNullable(known.walletOf(nft)).flatMap(Addresses::parse);
              return whereabouts.search(nft, wallet, left.slot());
            });
  }

  private Uni<Void> record(WatchedNft nft, Place place) {
    if (place instanceof Place.Burned) {
      return outcome.burned(nft).chain(() -> queue.checked(List.of(nft)));
    }
    if (place instanceof Place.In in) {
      return links
          .of(List.of(nft), List.of(in.wallet()))
          .chain(known -> outcome.seen(nft, in, known.holding(nft, in.wallet())))
          .chain(changed -> changed ? queue.checked(List.of(nft)) : notFinal(nft));
    }
    if (place instanceof Place.NotIn notIn) {
      return outcome
          .gone(nft, notIn.slot(), new Holding.WithStranger())
          .chain(() -> queue.checked(List.of(nft)));
    }
    // The node is behind, or of another cluster: the time of the last check stays.
    return queue.again(List.of(nft), config.age());
  }

  /** What was seen confirmed is not final, or has been taken back. */
  private Uni<Void> notFinal(WatchedNft nft) {
    return queue.again(List.of(nft), config.finality());
  }

  private static <T> Uni<Void> each(Collection<T> all, Function<T, Uni<?>> work) {
    return all.isEmpty()
        ? Uni.createFrom().voidItem()
        : Uni.join()
            .all(all.stream().map(one -> work.apply(one).replaceWithVoid()).toList())
            .andCollectFailures()
            .replaceWithVoid();
  }
}
