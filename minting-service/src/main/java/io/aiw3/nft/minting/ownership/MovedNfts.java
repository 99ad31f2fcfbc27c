package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.minting.config.OwnershipConfig;
import io.aiw3.nft.minting.domain.Holding;
import io.aiw3.nft.minting.ownership.Whereabouts.Place;
import io.aiw3.nft.minting.ownership.Whereabouts.Sought;
import io.aiw3.nft.minting.persistence.ownership.OwnershipQueue;
import io.aiw3.nft.minting.persistence.ownership.WalletLinks;
import io.aiw3.nft.minting.persistence.ownership.WatchedNft;
import io.aiw3.nft.solana.Addresses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Finds out what has become of NFTs that seem to have moved, and records it. They are read again
 * when that is final; the new holders of some are searched for, and the others wait for their next
 * turn: however many have moved, the checks of those that have not go on.
 */
@ApplicationScoped
class MovedNfts {
  private final OwnershipQueue queue;
  private final OwnershipChecks checks;
  private final Whereabouts whereabouts;
  private final WalletLinks links;
  private final OwnershipOutcome outcome;
  private final OwnershipConfig config;

  MovedNfts(
      OwnershipQueue queue,
      OwnershipChecks checks,
      Whereabouts whereabouts,
      WalletLinks links,
      OwnershipOutcome outcome,
      OwnershipConfig config) {
    this.queue = queue;
    this.checks = checks;
    this.whereabouts = whereabouts;
    this.links = links;
    this.outcome = outcome;
    this.config = config;
  }

  /**
   * Those of one round. Fails for none of them.
   *
   * @param spare calls that the round does not need for the others
   */
  Uni<Void> follow(List<WatchedNft> nfts, int spare) {
    AtomicInteger searches = new AtomicInteger(config.searches() + spare);
    return OwnershipChecks.each(
            OwnershipChecks.groups(nfts, Whereabouts.MOST_AT_ONCE),
            some -> checks.isolated(some, () -> follow(some, searches), null))
        .replaceWithVoid();
  }

  private Uni<Void> follow(List<WatchedNft> nfts, AtomicInteger searches) {
    return whereabouts
        .finalPlaces(nfts)
        .chain(
            places -> {
              List<WatchedNft> left = new ArrayList<>();
              List<WatchedNft> later = new ArrayList<>();
              List<WatchedNft> known = new ArrayList<>();
              for (WatchedNft nft : nfts) {
                Place place = places.get(nft.id());
                if (!isSearchedFor(place)) {
                  known.add(nft);
                } else if (searches.getAndDecrement() <= 0) {
                  later.add(nft);
                } else {
                  (place instanceof Place.Left ? left : known).add(nft);
                }
              }
              return queue
                  .again(later, config.age().dividedBy(2))
                  .chain(() -> recordEach(known, nft -> record(nft, places.get(nft.id()))))
                  .chain(() -> search(left, places))
                  .chain(
                      found ->
                          recordEach(
                              left, nft -> found.get(nft.id()).chain(place -> record(nft, place))));
            });
  }

  /** Calls of its own: of one that has left, for its holder; of a burn, for its transaction. */
  private static boolean isSearchedFor(Place place) {
    return place instanceof Place.Left || place instanceof Place.Burned;
  }

  private Uni<Void> recordEach(
      Collection<WatchedNft> nfts, Function<WatchedNft, Uni<Void>> record) {
    return OwnershipChecks.each(
            nfts, nft -> checks.isolated(List.of(nft), () -> record.apply(nft), null))
        .replaceWithVoid();
  }

  private Uni<Map<Integer, Uni<Place>>> search(List<WatchedNft> left, Map<Integer, Place> places) {
    if (left.isEmpty()) {
      return Uni.createFrom().item(new HashMap<>());
    }
    long since =
        left.stream()
            .mapToLong(nft -> ((Place.Left) places.get(nft.id())).slot())
            .max()
            .orElseThrow();
    return links
        .of(left, List.of())
        .map(
            known ->
                left.stream()
                    .map(
                        nft ->
                            new Sought(
                                nft,
                                Optional.ofNullable(known.walletOf(nft)).flatMap(Addresses::parse)))
                    .toList())
        .chain(sought -> whereabouts.search(sought, since));
  }

  private Uni<Void> record(WatchedNft nft, Place place) {
    if (place instanceof Place.Burned) {
      return whereabouts
          .burnOf(nft)
          .chain(signature -> outcome.burned(nft, signature))
          .chain(() -> queue.checked(List.of(nft)));
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
}
