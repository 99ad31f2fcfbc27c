package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.persistence.History;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.UserNftRows;
import io.aiw3.nft.minting.persistence.UserNftRows.Locked;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Marks NFTs burned that the chain has burned, and publishes it: each once, by any flow. */
@ApplicationScoped
public class BurnedNfts {
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

  /** Marks the NFT burned and publishes that, once. */
  public Uni<Void> record(Transaction tx, Burn burn) {
    return UserNftRows.lock(tx, burn.mint())
        .chain(
            nft -> nft.isEmpty() ? Uni.createFrom().voidItem() : markBurned(tx, burn, nft.get()));
  }

  private Uni<Void> markBurned(Transaction tx, Burn burn, Locked before) {
    boolean ofOther = !before.user().equals(burn.user());
    return (ofOther ? UserLock.take(tx, before.user()) : Uni.createFrom().voidItem())
        .chain(
            () ->
                UserNftRows.markBurned(
                    tx, burn.mint(), burn.signature(), burn.user(), ofOther ? 2 : 1))
        .chain(marked -> marked ? publish(tx, burn, before) : Uni.createFrom().voidItem());
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
