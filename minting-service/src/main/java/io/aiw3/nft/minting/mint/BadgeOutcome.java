package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.BadgeCommand.RecordMint;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.mint.MintOutcome.Minted;
import io.aiw3.nft.minting.persistence.UserNftRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Records where a badge was minted, and notifies the service that owns the badge. */
@ApplicationScoped
class BadgeOutcome {
  /** In the commit that closes the row. */
  Uni<Void> record(Transaction tx, Minted minted) {
    return UserNftRows.badgeMinted(tx, minted.row().requestId(), minted.mint(), minted.signature())
        .invoke(
            badge ->
                tx.publish(
                    new RecordMint(
                        minted.row().userId(), badge, minted.mint(), minted.signature())))
        .replaceWithVoid();
  }
}
