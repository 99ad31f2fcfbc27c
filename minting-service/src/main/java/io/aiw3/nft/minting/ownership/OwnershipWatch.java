package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.domain.Holding.Change;
import io.aiw3.nft.minting.ownership.Whereabouts.Place;
import io.aiw3.nft.minting.persistence.ownership.OwnershipQueue;
import io.aiw3.nft.minting.persistence.ownership.WalletLinks;
import io.aiw3.nft.minting.persistence.ownership.WalletLinks.Links;
import io.aiw3.nft.minting.persistence.ownership.WatchedNft;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.sender.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks who holds each NFT. A hundred take one call as long as they are where they were, in any
 * place that is; those of a round that seem to have moved are followed together. While one round
 * waits for nodes and for the database, another makes calls: each has what it has leased.
 */
@ApplicationScoped
class OwnershipWatch {
  private final OwnershipQueue queue;
  private final OwnershipChecks checks;
  private final Whereabouts whereabouts;
  private final WalletLinks links;
  private final MovedNfts moved;
  private final OwnershipConfig config;
  private final List<Loop> loops;

  OwnershipWatch(
      Vertx vertx,
      Heartbeats heartbeats,
      OwnershipQueue queue,
      OwnershipChecks checks,
      Whereabouts whereabouts,
      WalletLinks links,
      MovedNfts moved,
      OwnershipConfig config) {
    this.queue = queue;
    this.checks = checks;
    this.whereabouts = whereabouts;
    this.links = links;
    this.moved = moved;
    this.config = config;
    this.loops =
        IntStream.rangeClosed(1, config.rounds())
            .mapToObj(
                number ->
                    new Loop(
                        "ownership watch " + number,
                        vertx,
                        heartbeats,
                        config.poll(),
                        () -> round()))
            .toList();
  }

  void start(@Observes StartupEvent event) {
    if (config.enabled()) {
      loops.forEach(Loop::nudge);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    loops.forEach(Loop::stop);
  }

  private Uni<Integer> round() {
    return queue.lease().chain(due -> round(due));
  }

  private Uni<Integer> round(List<WatchedNft> due) {
    AtomicInteger checked = new AtomicInteger();
    int spare = Math.max(0, config.batch() - due.size()) / SolanaRpc.MOST_ACCOUNTS;
    return OwnershipChecks.each(
            OwnershipChecks.groups(due, SolanaRpc.MOST_ACCOUNTS),
            group ->
                checks.isolated(
                    group,
                    () -> check(group).invoke(() -> checked.addAndGet(group.size())),
                    List.of()))
        .chain(found -> moved.follow(found.stream().flatMap(List::stream).toList(), spare))
        .replaceWith(checked::get);
  }

  /** Gives those that seem to have moved, or whose wallet is linked otherwise than before. */
  private Uni<List<WatchedNft>> check(List<WatchedNft> nfts) {
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
                          return queue.checked(same.get(true)).replaceWith(same.get(false));
                        }));
  }

  private static List<String> wallets(Collection<Place.In> places) {
    return places.stream().map(Place.In::wallet).distinct().toList();
  }

  private static boolean isUnchanged(WatchedNft nft, Place.In place, Links known) {
    return place != null && known.holding(nft, place.wallet()).change(nft.status()) == Change.NONE;
  }
}
