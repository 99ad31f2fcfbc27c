package io.aiw3.nft.qualification.persistence;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.persistence.NftRows.State;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/** Stores what an event says of its NFTs, and of the tiers that were minted to its user. */
final class NftEffect implements NftEvent.Visitor<Uni<Void>> {
  private static final int LONGEST_MINT = 44;
  private static final int LONGEST_NAME = 100;
  private static final String ISSUED =
      "INSERT IGNORE INTO issued_tier (user_id, level) VALUES (?, ?)";
  private static final String UPGRADED =
      "UPDATE `user` SET last_nft_upgrade = GREATEST(COALESCE(last_nft_upgrade, ?), ?) WHERE id ="
          + " ?";

  private final TierCatalogue tiers;
  private final Transaction tx;
  private final Set<Integer> users;

  /**
   * @param users those whose locks are taken
   */
  NftEffect(TierCatalogue tiers, Transaction tx, Set<Integer> users) {
    this.tiers = tiers;
    this.tx = tx;
    this.users = users;
  }

  @Override
  public Uni<Void> claimed(NftEvent.Claimed event) {
    var nft = event.data();
    State state =
        minted(event, nft.mintAddress(), nft.nftLevel(), nft.tierName(), NftStatus.UNLOCKED);
    return replaced(nft.replacesMintAddress(), state)
        .chain(() -> NftRows.run(tx, ISSUED, state.userId(), nft.nftLevel()))
        .chain(() -> NftRows.store(tx, state, users));
  }

  @Override
  public Uni<Void> upgraded(NftEvent.Upgraded event) {
    var nft = event.data();
    int user = nft.userId().value();
    var at = event.timestamp();
    State old =
        changed(event, nft.oldMintAddress(), nft.fromLevel(), nft.fromTier(), NftStatus.BURNED);
    State state =
        minted(event, nft.newMintAddress(), nft.toLevel(), nft.toTier(), NftStatus.UNLOCKED);
    return NftRows.replaced(tx, user, old.mint(), old.level(), old.name(), at)
        .chain(() -> NftRows.run(tx, ISSUED, user, nft.toLevel()))
        .chain(() -> NftRows.store(tx, state, users))
        .chain(() -> NftRows.run(tx, UPGRADED, Columns.utc(at), Columns.utc(at), user));
  }

  @Override
  public Uni<Void> burned(NftEvent.Burned event) {
    var nft = event.data();
    return NftRows.store(
        tx,
        changed(event, nft.mintAddress(), nft.nftLevel(), nft.tierName(), NftStatus.BURNED),
        users);
  }

  @Override
  public Uni<Void> awarded(NftEvent.Awarded event) {
    var nft = event.data();
    State state =
        minted(event, nft.mintAddress(), nft.nftLevel(), nft.tierName(), NftStatus.ACTIVE);
    return replaced(nft.replacesMintAddress(), state).chain(() -> NftRows.store(tx, state, users));
  }

  @Override
  public Uni<Void> activated(NftEvent.Activated event) {
    var nft = event.data();
    return NftRows.store(
        tx,
        changed(event, nft.mintAddress(), nft.nftLevel(), nft.tierName(), NftStatus.ACTIVE),
        users);
  }

  @Override
  public Uni<Void> transferred(NftEvent.Transferred event) {
    var nft = event.data();
    if (nft.status() == null) {
      throw new BadMessageException("status is missing");
    }
    return NftRows.store(
        tx, changed(event, nft.mintAddress(), nft.nftLevel(), nft.tierName(), nft.status()), users);
  }

  /** The new NFT replaces a burned one of its level, if it is a re-issue. */
  private Uni<Void> replaced(String mint, State replacement) {
    return mint == null
        ? Uni.createFrom().voidItem()
        : NftRows.replaced(
            tx,
            replacement.userId(),
            Columns.identifier("replacesMintAddress", mint, LONGEST_MINT),
            replacement.level(),
            replacement.name(),
            replacement.at());
  }

  private State minted(NftEvent event, String mint, int level, String name, NftStatus status) {
    return state(event, mint, level, name, status, true);
  }

  private State changed(NftEvent event, String mint, int level, String name, NftStatus status) {
    return state(event, mint, level, name, status, false);
  }

  private State state(
      NftEvent event, String mint, int level, String name, NftStatus status, boolean minted) {
    Columns.identifier("mint address", mint, LONGEST_MINT);
    if (name == null || name.length() > LONGEST_NAME) {
      throw new BadMessageException(
          "tier name is missing or longer than " + LONGEST_NAME + " characters");
    }
    if (tiers.find(level).isEmpty()) {
      throw new BadMessageException("there is no level " + level);
    }
    return new State(
        mint,
        event.data().userId().value(),
        level,
        name,
        status,
        minted,
        event.timestamp(),
        event.data().version());
  }
}
