package io.aiw3.nft.badge.messaging;

import io.aiw3.nft.badge.persistence.BadgeEntity;
import io.aiw3.nft.badge.persistence.Badges;
import io.aiw3.nft.contract.BadgeCommand.RecordMint;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Keeps where a badge was minted on the chain; its first address stays. */
@ApplicationScoped
class BadgeMintRecorder {
  private final Badges badges;

  BadgeMintRecorder(Badges badges) {
    this.badges = badges;
  }

  Uni<Void> record(RecordMint command, Transaction tx) {
    if (command.userId() == null || command.badgeIdentifier() == null) {
      throw new BadMessageException("userId or badgeIdentifier is missing");
    }
    MessageChecks.address("mintAddress", command.mintAddress());
    return badges
        .lock(tx, command.userId())
        .chain(() -> badges.ofIdentifier(command.userId(), command.badgeIdentifier()))
        .invoke(badge -> keep(badge, command))
        .replaceWithVoid();
  }

  private static void keep(BadgeEntity badge, RecordMint command) {
    if (badge == null) {
      throw new BadMessageException("the user has no badge " + command.badgeIdentifier());
    }
    if (badge.mintAddress != null && !badge.mintAddress.equals(command.mintAddress())) {
      throw new BadMessageException("the badge was minted at " + badge.mintAddress);
    }
    badge.mintAddress = command.mintAddress();
  }
}
