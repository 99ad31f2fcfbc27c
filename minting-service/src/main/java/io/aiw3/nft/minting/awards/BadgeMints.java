package io.aiw3.nft.minting.awards;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.mint.Entitlements;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.MintQueue.Mint;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.Wallets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** One mint for each badge that a user was awarded, ever; it waits for the user's wallet. */
@ApplicationScoped
public class BadgeMints {
  private static final String INSERT =
      "INSERT IGNORE INTO badge_mint (badge_identifier, user_id, badge, request_id, state)"
          + " VALUES (?1, ?2, ?3, ?4, 'waiting_for_wallet')";
  private static final String QUEUED =
      "UPDATE badge_mint SET state = 'queued', updatedAt = UTC_TIMESTAMP(3)"
          + " WHERE request_id = ?1 AND state = 'waiting_for_wallet'";
  private static final String WAITING =
      "SELECT request_id FROM badge_mint"
          + " WHERE user_id = ?1 AND state = 'waiting_for_wallet' FOR UPDATE";

  /** Queues the badge's mint, unless it was queued before. */
  public Uni<Void> awarded(Transaction tx, BadgeEvent.Data badge) {
    String requestId = requestId(badge.badgeIdentifier());
    UserId user = badge.userId();
    return UserLock.take(tx, user)
        .chain(
            () ->
                tx.update(INSERT, badge.badgeIdentifier(), user.value(), badge.badge(), requestId))
        .chain(
            inserted -> inserted == 0 ? Uni.createFrom().voidItem() : queue(tx, user, requestId));
  }

  /** The user's wallet has become known: what waited for it is queued. */
  public Uni<Void> walletKnown(Transaction tx, UserId user) {
    return tx.select(WAITING, user.value())
        .chain(
            waiting -> {
              Uni<Void> all = Uni.createFrom().voidItem();
              for (Row row : waiting) {
                all = all.chain(() -> queue(tx, user, row.getString(0)));
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
                        .chain(() -> tx.update(QUEUED, requestId))
                        .replaceWithVoid());
  }

  /** Of one length, and in ASCII, for any identifier. */
  static String requestId(String badgeIdentifier) {
    return "badge-" + UUID.nameUUIDFromBytes(badgeIdentifier.getBytes(StandardCharsets.UTF_8));
  }
}
