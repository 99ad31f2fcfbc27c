package io.aiw3.nft.upgrade.messaging;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.upgrade.domain.Holding;
import io.aiw3.nft.upgrade.persistence.HoldingStore.Issue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What events say of tiered NFTs; competition NFTs change no level. */
final class NftFacts {
  /** The year 2000 and the year 2200: what fits the database's columns, and no more. */
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private NftFacts() {}

  /** The tier that was minted to a user. */
  static Optional<Issue> issue(NftEvent event) {
    if (event instanceof NftEvent.Claimed e) {
      return Optional.of(new Issue(e.data().userId(), e.data().nftLevel(), e.data().mintAddress()));
    }
    if (event instanceof NftEvent.Upgraded e) {
      return Optional.of(
          new Issue(e.data().userId(), e.data().toLevel(), e.data().newMintAddress()));
    }
    return Optional.empty();
  }

  /**
   * @throws BadMessageException if something is missing or cannot be
   */
  static List<Holding> of(NftEvent event) {
    if (event.data() == null || event.data().userId() == null) {
      throw new BadMessageException("data or userId is missing");
    }
    if (event.timestamp() != null
        && (event.timestamp().isBefore(FIRST) || event.timestamp().isAfter(LAST))) {
      throw new BadMessageException("the timestamp is not of this programme's time");
    }
    if (event instanceof NftEvent.Claimed e) {
      return List.of(
          holding(event, e.data().mintAddress(), e.data().nftLevel(), NftStatus.UNLOCKED));
    }
    if (event instanceof NftEvent.Upgraded e) {
      return upgraded(e);
    }
    if (event instanceof NftEvent.Activated e && tiered(e.data().nftLevel())) {
      return List.of(holding(event, e.data().mintAddress(), e.data().nftLevel(), NftStatus.ACTIVE));
    }
    if (event instanceof NftEvent.Burned e && tiered(e.data().nftLevel())) {
      return List.of(holding(event, e.data().mintAddress(), e.data().nftLevel(), NftStatus.BURNED));
    }
    if (event instanceof NftEvent.Transferred e && tiered(e.data().nftLevel())) {
      return List.of(holding(event, e.data().mintAddress(), e.data().nftLevel(), status(e.data())));
    }
    return List.of();
  }

  /** The version is the new NFT's; that the old one is burned holds for good without one. */
  private static List<Holding> upgraded(NftEvent.Upgraded event) {
    NftEvent.Upgraded.Data data = event.data();
    Holding minted = holding(event, data.newMintAddress(), data.toLevel(), NftStatus.UNLOCKED);
    if (data.oldMintAddress() == null) {
      return List.of(minted);
    }
    Holding burned = holding(event, data.oldMintAddress(), data.fromLevel(), NftStatus.BURNED);
    // In this order the user is notified of the higher level only, and not of none in between.
    return List.of(minted, withoutVersion(burned));
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

  private static Holding holding(NftEvent event, String mint, int level, NftStatus status) {
    MessageChecks.range("the level", level, 1, Tier.COMPETITION_LEVEL - 1);
    MessageChecks.address("the mint address", mint);
    UserId owner = event.data().userId();
    return new Holding(mint, owner, level, status, event.data().version(), event.timestamp());
  }

  private static boolean tiered(int level) {
    return level < Tier.COMPETITION_LEVEL;
  }
}
