package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.mint.MintOutcome.Minted;
import io.aiw3.nft.minting.persistence.NftVersion;
import io.aiw3.nft.minting.persistence.QueueRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** What is published about a minted NFT: its event, and the reply to its saga. */
@ApplicationScoped
class MintEvents {
  private final TierCatalogue tiers;

  MintEvents(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  void publish(Transaction tx, Minted minted) {
    QueueRow row = minted.row();
    tx.publish(event(minted));
    if (row.ofSaga()) {
      tx.publish(
          new MintConfirmed(
              row.requestId(),
              row.userId(),
              row.level(),
              tierName(row.level()),
              minted.mint(),
              minted.signature()));
    }
  }

  private NftEvent event(Minted minted) {
    QueueRow row = minted.row();
    Instant now = Instant.now();
    return switch (row.purpose()) {
      case CLAIM ->
          new NftEvent.Claimed(
              now,
              new NftEvent.Claimed.Data(
                  row.userId(),
                  row.level(),
                  tierName(row.level()),
                  minted.mint(),
                  minted.signature(),
                  row.replaces(),
                  NftVersion.FIRST));
      case UPGRADE ->
          new NftEvent.Upgraded(
              now,
              new NftEvent.Upgraded.Data(
                  row.userId(),
                  row.fromLevel(),
                  row.level(),
                  tierName(row.fromLevel()),
                  tierName(row.level()),
                  row.oldMint(),
                  minted.mint(),
                  minted.signature(),
                  NftVersion.FIRST));
      case AWARD ->
          new NftEvent.Awarded(
              now,
              new NftEvent.Awarded.Data(
                  row.userId(),
                  row.level(),
                  tierName(row.level()),
                  minted.mint(),
                  minted.signature(),
                  row.competitionId(),
                  row.rank(),
                  row.replaces(),
                  NftVersion.FIRST));
      case BADGE -> throw new IllegalArgumentException("a badge is no NFT of a user's");
    };
  }

  private String tierName(int level) {
    return tiers.level(level).name();
  }
}
