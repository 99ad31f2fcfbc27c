package io.aiw3.nft.minting.awards;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.mint.Entitlements;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.MintQueue.Mint;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.Wallets;
import io.aiw3.nft.minting.persistence.award.BadgeMintRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One mint for each badge that a user was awarded, ever; it waits for the user's wallet. */
@ApplicationScoped
public class BadgeMints {
  /** Queues the badge's mint, unless it was queued before. */
  public Uni<Void> awarded(Transaction tx, BadgeEvent.Data badge) {
    String requestId = requestId(badge.badgeIdentifier());
    UserId user = badge.userId();
    return UserLock.take(tx, user)
        .chain(() -> BadgeMintRows.add(tx, badge.badgeIdentifier(), user, badge.badge(), requestId))
        .chain(added -> added ? queue(tx, user, requestId) : Uni.createFrom().voidItem());
  }

  /** The user's wallet has become known: what waited for it is queued. */
  public Uni<Void> walletKnown(Transaction tx, UserId user) {
    return BadgeMintRows.waiting(tx, user)
        .chain(
            waiting -> {
              Uni<Void> all = Uni.createFrom().voidItem();
              for (String request : waiting) {
                all = all.chain(() -> queue(tx, user, request));
              }
              return all;
            });
  }

  private Uni<Void> queue(Transaction tx, UserId user, String requestId) {
    return Wallets.of(tx, user)
        .chain(
            wallet ->
                wallet.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : Entitlements.grant(tx, requestId, user, null, requestId)
                        .chain(
                            () ->
                                MintQueue.add(
                                    tx, Mint.badge(requestId, user, wallet.get(), requestId)))
                        .chain(() -> BadgeMintRows.queued(tx, requestId)));
  }

  /** Of one length, and in ASCII, for any identifier. */
  static String requestId(String badgeIdentifier) {
    return "badge-" + UUID.nameUUIDFromBytes(badgeIdentifier.getBytes(StandardCharsets.UTF_8));
  }
}
