package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.burn.BurnedNfts;
import io.aiw3.nft.minting.domain.Holding;
import io.aiw3.nft.minting.domain.Holding.Change;
import io.aiw3.nft.minting.ownership.Whereabouts.Place;
import io.aiw3.nft.minting.persistence.History;
import io.aiw3.nft.minting.persistence.NftVersion;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.queue.Pace;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
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

  private static final String ONLY_NEWER =
      " WHERE id = ? AND user_id = ? AND status = ? AND place_slot <= ?";
  private static final String PLACE =
      "UPDATE usernft SET token_account = ?, place_slot = ?,"
          + " wallet_address = IF(?, ?, wallet_address)"
          + ONLY_NEWER;
  private static final String LEAVE =
      "UPDATE usernft SET earlier_status = status, status = 'inactive', "
          + NftVersion.NEXT
          + ", updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String RETURN =
      "UPDATE usernft SET status = COALESCE(earlier_status, 'unlocked'), earlier_status = NULL, "
          + NftVersion.NEXT
          + ", updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String PASS =
      "UPDATE usernft SET user_id = ?, wallet_address = ?, status = 'unlocked',"
          + " earlier_status = NULL, activated_at = NULL, version = version + 2,"
          + " updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String READ = "SELECT nft_level, status, version FROM usernft WHERE id = ?";

  /** One that is being renewed is offered all the same. */
  private static final String OUR_OPEN_BURN =
      "SELECT 1 FROM chain_transaction WHERE mint_address = ? AND kind = 'burn' AND (state IN"
          + " ('offered','signed','prepared','sent','confirmed') OR (state = 'queued' AND"
          + " transaction_bytes IS NOT NULL))";

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
                            tx.run(
                                PLACE,
                                Tuple.from(
                                    List.of(
                                        looked.account(),
                                        looked.slot(),
                                        looked.ofUser(),
                                        looked.wallet(),
                                        nft.id(),
                                        nft.user().value(),
                                        nft.status().wireName(),
                                        looked.slot()))))
                    .chain(
                        updated ->
                            updated.rowCount() == 0
                                ? Uni.createFrom().item(false)
                                : change(tx, looked).replaceWith(true)))
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
      case LEAVE -> moved(tx, looked, LEAVE, Tuple.of(id));
      case RETURN -> moved(tx, looked, RETURN, Tuple.of(id));
      case PASS -> {
        UserId to = ((Holding.WithUser) looked.holding()).user();
        yield moved(tx, looked, PASS, Tuple.of(to.value(), looked.wallet(), id));
      }
      case NONE, BURN -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> moved(Transaction tx, Looked looked, String statement, Tuple values) {
    return tx.run(statement, values)
        .chain(() -> tx.run(READ, Tuple.of(looked.nft().id())))
        .invoke(rows -> publish(tx, looked, rows.iterator().next()))
        .chain(() -> History.add(tx, looked.nft().mint().toBase58(), "transferred", null));
  }

  private void publish(Transaction tx, Looked looked, Row now) {
    UserId user = looked.nft().user();
    long version = now.getLong("version");
    NftStatus status = WireName.parse(NftStatus.class, now.getString("status"));
    if (looked.holding() instanceof Holding.WithUser other) {
      UserId to = other.user();
      tx.publish(
          transferred(
              looked, now, new Side(user, false, NftStatus.INACTIVE, user, to), version - 1));
      tx.publish(transferred(looked, now, new Side(to, true, status, user, to), version));
    } else {
      boolean held = looked.ofUser();
      tx.publish(transferred(looked, now, new Side(user, held, status, null, null), version));
    }
  }

  /** What is published to one of the users. */
  private record Side(UserId user, boolean held, NftStatus status, UserId from, UserId to) {}

  private NftEvent transferred(Looked looked, Row now, Side side, long version) {
    int level = now.getInteger("nft_level");
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
                    .chain(() -> tx.run(OUR_OPEN_BURN, Tuple.of(mint)))
                    .chain(
                        open ->
                            open.size() > 0
                                ? Uni.createFrom().voidItem()
                                : burns.record(
                                    tx, new BurnedNfts.Burn(nft.user(), mint, signature, null))))
        .invoke(() -> note(nft, Change.BURN));
  }
}
