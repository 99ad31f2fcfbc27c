package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.MintPurpose;
import io.aiw3.nft.minting.persistence.EntitlementRows;
import io.aiw3.nft.minting.persistence.LostNftRows;
import io.aiw3.nft.minting.persistence.LostNftRows.Owner;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.MintQueue.Mint;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.persistence.UserLock;
import io.smallrye.mutiny.Uni;

/**
 * Mints that the chain has and the database lacks: queued as any other mint, to be found, and never
 * signed. A saga that asks for its tier after all gets it ({@link Entitlements#issue}).
 */
public final class FoundMints {
  private FoundMints() {}

  /**
   * A tiered NFT that was found.
   *
   * @param fromLevel 0 of the first tier
   * @param below the NFT that was burned for it; null of the first tier
   * @param definition null: the current one
   */
  public record Found(
      Owner owner,
      int level,
      int fromLevel,
      String entitlement,
      String mint,
      String below,
      int keyVersion,
      Integer definition) {}

  /** Whether it will be recorded: not without a wallet, nor if it has been issued by then. */
  public static Uni<Boolean> queue(Transaction tx, Found found) {
    if (found.owner().wallet() == null) {
      return Uni.createFrom().item(false);
    }
    String request = QueueRow.FOUND + found.mint();
    return UserLock.take(tx, found.owner().user())
        .chain(
            () ->
                Entitlements.grant(
                    tx, found.entitlement(), found.owner().user(), found.level(), request))
        // Reserved by a burn that was read again: the chain proves that it has been issued.
        .chain(
            granted ->
                granted == 0
                    ? EntitlementRows.passOn(
                        tx, found.entitlement(), request, EntitlementRows.State.ISSUED)
                    : Uni.createFrom().item(granted))
        .chain(
            granted ->
                granted == 0
                    ? Uni.createFrom().item(false)
                    : MintQueue.add(tx, mint(found, request))
                        .call(
                            () ->
                                LostNftRows.madeOf(
                                    tx, request, found.keyVersion(), found.definition())));
  }

  private static Mint mint(Found found, String request) {
    OperationKind kind = found.below() == null ? OperationKind.CLAIM : OperationKind.UPGRADE;
    return new Mint(
        MintPurpose.of(kind),
        request,
        found.owner().user(),
        found.owner().wallet(),
        found.entitlement(),
        found.level(),
        found.fromLevel(),
        found.below(),
        null,
        null,
        null,
        TierKey.of(found.owner().user(), found.level()));
  }
}
