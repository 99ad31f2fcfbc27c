package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.persistence.History;
import io.aiw3.nft.minting.persistence.UserLock;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Marks NFTs burned that the chain has burned, and publishes it: each once, by any flow. */
@ApplicationScoped
public class BurnedNfts {
  private static final String MARK_BURNED =
      "UPDATE usernft SET status = 'burned', earlier_status = NULL, burned_at = UTC_TIMESTAMP(3),"
          + " watched_at = NULL, watch_due_at = NULL, burn_transaction = ?, user_id = ?,"
          + " version = version + ?, updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE nft_mint_address = ? AND status <> 'burned'";
  private static final String LOCK_NFT =
      "SELECT user_id, nft_level, version FROM usernft WHERE nft_mint_address = ? FOR UPDATE";

  private final TierCatalogue tiers;

  BurnedNfts(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /**
   * An NFT that the chain has burned.
   *
   * @param user who held it
   * @param sagaId null when it was burned outside of an upgrade
   */
  public record Burn(UserId user, String mint, String signature, String sagaId) {}

  /** An NFT as it is locked. */
  record Locked(UserId user, int level, long version) {}

  /** Marks the NFT burned and publishes that, once. */
  public Uni<Void> record(Transaction tx, Burn burn) {
    return lock(tx, burn.mint())
        .chain(
            nft -> nft.isEmpty() ? Uni.createFrom().voidItem() : markBurned(tx, burn, nft.get()));
  }

  static Uni<Optional<Locked>> lock(Transaction tx, String mint) {
    return tx.run(LOCK_NFT, Tuple.of(mint))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(
                        row ->
                            new Locked(
                                new UserId(row.getInteger("user_id")),
                                row.getInteger("nft_level"),
                                row.getLong("version")))
                    .findFirst());
  }

  private Uni<Void> markBurned(Transaction tx, Burn burn, Locked before) {
    boolean ofOther = !before.user().equals(burn.user());
    return (ofOther ? UserLock.take(tx, before.user()) : Uni.createFrom().voidItem())
        .chain(
            () ->
                tx.run(
                    MARK_BURNED,
                    Tuple.of(burn.signature(), burn.user().value(), ofOther ? 2 : 1, burn.mint())))
        .chain(
            marked ->
                marked.rowCount() == 0 ? Uni.createFrom().voidItem() : publish(tx, burn, before));
  }

  private Uni<Void> publish(Transaction tx, Burn burn, Locked before) {
    long version = before.version() + 1;
    if (!before.user().equals(burn.user())) {
      // It was back in the earlier owner's wallet before the watch saw that.
      tx.publish(returned(burn, before, version));
      version++;
    }
    tx.publish(event(burn, before.level(), version));
    return History.add(tx, burn.mint(), "burned", burn.signature());
  }

  private NftEvent returned(Burn burn, Locked before, long version) {
    return new NftEvent.Transferred(
        Instant.now(),
        new NftEvent.Transferred.Data(
            before.user(),
            before.level(),
            tiers.level(before.level()).name(),
            burn.mint(),
            false,
            NftStatus.INACTIVE,
            before.user(),
            burn.user(),
            version));
  }

  private NftEvent event(Burn burn, int level, long version) {
    return new NftEvent.Burned(
        Instant.now(),
        new NftEvent.Burned.Data(
            burn.user(),
            level,
            tiers.level(level).name(),
            burn.mint(),
            burn.signature(),
            burn.sagaId(),
            version));
  }
}
