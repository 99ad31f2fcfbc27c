package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.persistence.HoldingStore.Issue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What events say of NFTs. A level that the catalogue does not have is an error where a tier is
 * minted, and otherwise of no NFT that counts.
 */
final class NftFacts {
  /** The year 2000 and the year 2200: what fits the database's columns, and no more. */
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private final TierCatalogue tiers;

  NftFacts(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /**
   * What an event says.
   *
   * @param issue the tier that was minted to the user, if one was
   */
  record Facts(List<Holding> holdings, Optional<Issue> issue) {
    static final Facts NONE = new Facts(List.of(), Optional.empty());

    Facts {
      holdings = List.copyOf(holdings);
    }
  }

  /**
   * @throws BadMessageException if something is missing or cannot be
   */
  Facts of(NftEvent event) {
    if (event.data() == null || event.data().userId() == null) {
      throw new BadMessageException("data or userId is missing");
    }
    if (event.timestamp() != null
        && (event.timestamp().isBefore(FIRST) || event.timestamp().isAfter(LAST))) {
      throw new BadMessageException("the timestamp is not of this programme's time");
    }
    return event.accept(new ByType());
  }

  private final class ByType implements NftEvent.Visitor<Facts> {
    @Override
    public Facts claimed(NftEvent.Claimed e) {
      NftEvent.Claimed.Data data = e.data();
      return new Facts(
          List.of(tiered(e, data.mintAddress(), data.nftLevel(), NftStatus.UNLOCKED)),
          Optional.of(new Issue(data.userId(), data.nftLevel(), data.mintAddress())));
    }

    /** The version is the new NFT's; that the old one is burned holds for good without one. */
    @Override
    public Facts upgraded(NftEvent.Upgraded e) {
      NftEvent.Upgraded.Data data = e.data();
      Optional<Issue> issue =
          Optional.of(new Issue(data.userId(), data.toLevel(), data.newMintAddress()));
      Holding minted = tiered(e, data.newMintAddress(), data.toLevel(), NftStatus.UNLOCKED);
      if (data.oldMintAddress() == null) {
        return new Facts(List.of(minted), issue);
      }
      Holding burned = tiered(e, data.oldMintAddress(), data.fromLevel(), NftStatus.BURNED);
      // In this order the user is notified of the higher level only, and not of none in between.
      return new Facts(List.of(minted, withoutVersion(burned)), issue);
    }

    @Override
    public Facts burned(NftEvent.Burned e) {
      return changed(e, e.data().mintAddress(), e.data().nftLevel(), NftStatus.BURNED);
    }

    /** Of a competition: no level of the user's changes, but it gives benefits at once. */
    @Override
    public Facts awarded(NftEvent.Awarded e) {
      return changed(e, e.data().mintAddress(), e.data().nftLevel(), NftStatus.ACTIVE);
    }

    @Override
    public Facts activated(NftEvent.Activated e) {
      return changed(e, e.data().mintAddress(), e.data().nftLevel(), NftStatus.ACTIVE);
    }

    @Override
    public Facts transferred(NftEvent.Transferred e) {
      return changed(e, e.data().mintAddress(), e.data().nftLevel(), status(e.data()));
    }
  }

  private Facts changed(NftEvent event, String mint, int level, NftStatus status) {
    return tiers.find(level).isPresent()
        ? new Facts(List.of(holding(event, mint, level, status)), Optional.empty())
        : Facts.NONE;
  }

  private static Holding withoutVersion(Holding nft) {
    return new Holding(nft.mint(), nft.owner(), nft.level(), nft.status(), null, nft.changedAt());
  }

  private static NftStatus status(NftEvent.Transferred.Data data) {
    if (!data.held()) {
      return NftStatus.INACTIVE;
    }
    return data.status() == NftStatus.ACTIVE ? NftStatus.ACTIVE : NftStatus.UNLOCKED;
  }

  private Holding tiered(NftEvent event, String mint, int level, NftStatus status) {
    if (!tiers.isTiered(level)) {
      throw new BadMessageException("there is no tiered level " + level);
    }
    return holding(event, mint, level, status);
  }

  private static Holding holding(NftEvent event, String mint, int level, NftStatus status) {
    MessageChecks.address("the mint address", mint);
    UserId owner = event.data().userId();
    return new Holding(mint, owner, level, status, event.data().version(), event.timestamp());
  }
}
