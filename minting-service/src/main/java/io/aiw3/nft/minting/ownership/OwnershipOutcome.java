package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.burn.BurnedNfts;
import io.aiw3.nft.minting.domain.Holding;
import io.aiw3.nft.minting.domain.Holding.Change;
import io.aiw3.nft.minting.ownership.Whereabouts.Place;
import io.aiw3.nft.minting.persistence.History;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.ownership.OwnershipRows;
import io.aiw3.nft.minting.persistence.ownership.OwnershipRows.Moved;
import io.aiw3.nft.minting.persistence.ownership.WatchedNft;
import io.aiw3.nft.minting.queue.Pace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Records where an NFT was seen, and that it left its user's wallet, came back, passed to another
 * user, or was burned outside of an upgrade. A look that is older than the recorded one, or was
 * made for another user or status than the NFT has by now, changes nothing.
 */
@Startup // its meters are there from the start, not from the first change
@ApplicationScoped
class OwnershipOutcome {
  private static final Logger LOG = Logger.getLogger(OwnershipOutcome.class);

  private final Transactions transactions;
  private final BurnedNfts burns;
  private final TierCatalogue tiers;
  private final MeterRegistry metrics;

  OwnershipOutcome(
      Transactions transactions, BurnedNfts burns, TierCatalogue tiers, MeterRegistry metrics) {
    this.transactions = transactions;
    this.burns = burns;
    this.tiers = tiers;
    this.metrics = metrics;
    for (Change change : Change.values()) {
      seenAfter(change);
    }
  }

  private Timer seenAfter(Change change) {
    return Timer.builder("aiw3.ownership.change.age")
        .tag("change", change.wireName())
        .publishPercentileHistogram()
        .maximumExpectedValue(Duration.ofMinutes(10))
        .register(metrics);
  }

  /**
   * Where it is for good.
   *
   * @return whether that is anything new
   */
  Uni<Boolean> seen(WatchedNft nft, Place.In place, Holding holding) {
    boolean moved = !place.account().equals(nft.account());
    boolean ofUser = holding instanceof Holding.WithItsUser;
    Change change = holding.change(nft.status());
    if (change == Change.NONE && !moved) {
      return Uni.createFrom().item(false);
    }
    Looked looked =
        new Looked(nft, place.account().toBase58(), place.wallet(), ofUser, place.slot(), holding);
    return record(looked).replaceWith(true);
  }

  /** It is not with its user; where it is is not known. */
  Uni<Void> gone(WatchedNft nft, long slot, Holding holding) {
    return record(new Looked(nft, nft.account().toBase58(), nft.wallet(), false, slot, holding));
  }

  private record Looked(
      WatchedNft nft, String account, String wallet, boolean ofUser, long slot, Holding holding) {
    Change change() {
      return holding.change(nft.status());
    }

    /** In order, so that no two wait for each other. */
    List<UserId> users() {
      return (holding instanceof Holding.WithUser other
              ? Stream.of(nft.user(), other.user())
              : Stream.of(nft.user()))
          .sorted(java.util.Comparator.comparingInt(UserId::value))
          .toList();
    }
  }

  private Uni<Void> record(Looked looked) {
    WatchedNft nft = looked.nft();
    return transactions
        .run(
            tx ->
                lock(tx, looked.users())
                    .chain(
                        () ->
                            OwnershipRows.seen(
                                tx,
                                nft,
                                new OwnershipRows.Place(
                                    looked.account(),
                                    looked.ofUser(),
                                    looked.wallet(),
                                    looked.slot())))
                    .call(stored -> stored ? change(tx, looked) : Uni.createFrom().voidItem()))
        .invoke(
            done -> {
              if (done) {
                note(nft, looked.change());
              }
            })
        .replaceWithVoid();
  }

  private static Uni<Void> lock(Transaction tx, List<UserId> users) {
    Uni<Void> all = Uni.createFrom().voidItem();
    for (UserId user : users) {
      all = all.chain(() -> UserLock.take(tx, user));
    }
    return all;
  }

  /** The time since the last check is the longest that it may have been so, unseen. */
  private void note(WatchedNft nft, Change change) {
    if (change == Change.NONE) {
      return;
    }
    LOG.infof("NFT moved userId=%s mint=%s change=%s", nft.user(), nft.mint().toBase58(), change);
    if (nft.watchedAt() != null) {
      Duration age = Duration.between(nft.watchedAt(), Pace.now());
      seenAfter(change).record(age.isNegative() ? Duration.ZERO : age);
    }
  }

  private Uni<Void> change(Transaction tx, Looked looked) {
    int id = looked.nft().id();
    return switch (looked.change()) {
      case LEAVE -> moved(tx, looked, OwnershipRows.leave(tx, id));
      case RETURN -> moved(tx, looked, OwnershipRows.comeBack(tx, id));
      case PASS -> {
        UserId to = ((Holding.WithUser) looked.holding()).user();
        yield moved(tx, looked, OwnershipRows.pass(tx, id, to, looked.wallet()));
      }
      case NONE, BURN -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> moved(Transaction tx, Looked looked, Uni<Moved> stored) {
    return stored
        .invoke(now -> publish(tx, looked, now))
        .chain(() -> History.add(tx, looked.nft().mint().toBase58(), "transferred", null));
  }

  private void publish(Transaction tx, Looked looked, Moved now) {
    UserId user = looked.nft().user();
    long version = now.version();
    if (looked.holding() instanceof Holding.WithUser other) {
      UserId to = other.user();
      tx.publish(
          transferred(
              looked, now, new Side(user, false, NftStatus.INACTIVE, user, to), version - 1));
      tx.publish(transferred(looked, now, new Side(to, true, now.status(), user, to), version));
    } else {
      Side side = new Side(user, looked.ofUser(), now.status(), null, null);
      tx.publish(transferred(looked, now, side, version));
    }
  }

  /** What is published to one of the users. */
  private record Side(UserId user, boolean held, NftStatus status, UserId from, UserId to) {}

  private NftEvent transferred(Looked looked, Moved now, Side side, long version) {
    int level = now.level();
    return new NftEvent.Transferred(
        Instant.now(),
        new NftEvent.Transferred.Data(
            side.user(),
            level,
            tiers.level(level).name(),
            looked.nft().mint().toBase58(),
            side.held(),
            side.status(),
            side.from(),
            side.to(),
            version));
  }

  /** While a burn of ours is open, that one's end publishes it, with its saga. */
  Uni<Void> burned(WatchedNft nft, String signature) {
    String mint = nft.mint().toBase58();
    return transactions
        .run(
            tx ->
                UserLock.take(tx, nft.user())
                    .chain(() -> OwnershipRows.hasOurOpenBurn(tx, mint))
                    .chain(
                        open ->
                            open
                                ? Uni.createFrom().voidItem()
                                : burns.record(
                                    tx, new BurnedNfts.Burn(nft.user(), mint, signature, null))))
        .invoke(() -> note(nft, Change.BURN));
  }
}
