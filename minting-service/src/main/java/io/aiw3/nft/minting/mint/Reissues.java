package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ConflictException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.MintQueue.Mint;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.UserNft;
import io.aiw3.nft.minting.persistence.Wallets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * NFTs that an administrator issues again: each once, if the chain has proven it burned and nothing
 * follows it or can follow it, and with who did it, when and why.
 */
@ApplicationScoped
public class Reissues {
  private static final Logger LOG = Logger.getLogger(Reissues.class);

  /** A locking read: it is of now, and the reads after it are not of an earlier moment. */
  private static final String OWNER =
      "SELECT user_id FROM usernft WHERE nft_mint_address = ?1 FOR SHARE";

  /** Its upgrade's mint, or a burn of ours that will have one. */
  private static final String SUCCESSORS =
      "SELECT (SELECT COUNT(*) FROM chain_transaction WHERE kind = 'mint'"
          + " AND old_mint_address = ?1 AND state <> 'refused')"
          + " + (SELECT COUNT(*) FROM chain_transaction WHERE kind = 'burn'"
          + " AND mint_address = ?1 AND state NOT IN ('expired','refused'))";

  private static final String RECORD =
      "INSERT IGNORE INTO nft_reissue (burned_mint_address, user_id, wallet_address, request_id,"
          + " actor, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
  private static final String AWARD =
      "SELECT competition_id, CAST(competition_rank AS SIGNED) FROM chain_transaction"
          + " WHERE kind = 'mint' AND request_id = ?1 AND attempt = 1";

  private final TierCatalogue tiers;

  Reissues(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  /** An NFT that is issued again. */
  public record Reissue(
      String burnedMintAddress, UserId userId, int level, String walletAddress, String requestId) {}

  /**
   * Queues the new mint.
   *
   * @param actor the administrator's {@code sub}
   */
  public Uni<Reissue> reissue(Transaction tx, String mint, String actor, String reason) {
    return tx.select(OWNER, mint)
        .map(
            owners ->
                StreamSupport.stream(owners.spliterator(), false)
                    .findFirst()
                    .map(row -> new UserId(row.getInteger(0)))
                    .orElseThrow(() -> new NotFoundException("NFT", mint)))
        .call(user -> UserLock.take(tx, user))
        .chain(user -> UserNft.lock(user.value(), mint))
        .onItem()
        .ifNull()
        .failWith(() -> refused(mint, "The NFT has just passed to another user."))
        .call(nft -> checked(tx, nft))
        .chain(nft -> queue(tx, nft, actor, reason));
  }

  private static Uni<Void> checked(Transaction tx, UserNft nft) {
    if (!nft.status.equals("burned")) {
      throw refused(nft.mintAddress, "Only an NFT that is proven burned is issued again.");
    }
    return tx.select(SUCCESSORS, nft.mintAddress)
        .invoke(
            successors -> {
              if (successors.iterator().next().getLong(0) > 0) {
                throw refused(nft.mintAddress, "The NFT was burned for another one.");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Reissue> queue(Transaction tx, UserNft nft, String actor, String reason) {
    UserId user = new UserId(nft.userId);
    return Wallets.of(tx, user)
        .map(wallet -> wallet.orElseThrow(WalletNotLinkedException::new))
        .map(
            wallet ->
                new Reissue(nft.mintAddress, user, nft.level, wallet, "reissue-" + nft.mintAddress))
        .call(reissue -> record(tx, reissue, actor, reason))
        .call(reissue -> mint(tx, nft, reissue))
        .invoke(
            reissue ->
                LOG.infof(
                    "NFT reissued userId=%s mint=%s requestId=%s actor=%s",
                    user, nft.mintAddress, reissue.requestId(), actor));
  }

  private static Uni<Void> record(Transaction tx, Reissue reissue, String actor, String reason) {
    return tx.update(
            RECORD,
            reissue.burnedMintAddress(),
            reissue.userId().value(),
            reissue.walletAddress(),
            reissue.requestId(),
            actor,
            reason)
        .invoke(
            inserted -> {
              if (inserted == 0) {
                throw refused(reissue.burnedMintAddress(), "The NFT was issued again once before.");
              }
            })
        .replaceWithVoid();
  }

  private Uni<Boolean> mint(Transaction tx, UserNft nft, Reissue reissue) {
    String name = EntitlementRules.reissue(nft.mintAddress);
    return Entitlements.grant(tx, name, reissue.userId(), nft.level, reissue.requestId())
        .chain(
            () ->
                tiers.isCompetition(nft.level)
                    ? award(tx, nft, reissue, name)
                    : Uni.createFrom()
                        .item(
                            Mint.again(
                                reissue.requestId(),
                                reissue.userId(),
                                reissue.walletAddress(),
                                name,
                                nft.level,
                                nft.mintAddress)))
        .chain(mint -> MintQueue.add(tx, mint));
  }

  private static Uni<Mint> award(Transaction tx, UserNft nft, Reissue reissue, String name) {
    return tx.select(AWARD, nft.requestId)
        .map(rows -> rows.iterator().next())
        .map(
            award ->
                Mint.award(
                    reissue.requestId(),
                    reissue.userId(),
                    reissue.walletAddress(),
                    name,
                    nft.level,
                    award.getString(0),
                    award.getInteger(1),
                    nft.mintAddress));
  }

  private static ConflictException refused(String mint, String sentence) {
    return new ConflictException(
        ErrorCode.NFT_NOT_REISSUABLE, sentence, Map.of("mintAddress", mint));
  }
}
