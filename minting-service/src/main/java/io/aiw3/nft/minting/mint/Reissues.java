package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.api.ConflictException;
import io.aiw3.nft.kit.api.ErrorCode;
import io.aiw3.nft.kit.api.NotFoundException;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.persistence.EntitlementRows;
import io.aiw3.nft.minting.persistence.MintQueue;
import io.aiw3.nft.minting.persistence.MintQueue.Mint;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.UserNft;
import io.aiw3.nft.minting.persistence.Wallets;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * NFTs that an administrator issues again: each once, if the chain has proven it burned and nothing
 * follows it or can follow it, and with who did it, when and why.
 */
@ApplicationScoped
public class Reissues {
  private static final Logger LOG = Logger.getLogger(Reissues.class);

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
    return EntitlementRows.owner(tx, mint)
        .map(owner -> owner.orElseThrow(() -> new NotFoundException("NFT", mint)))
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
    return EntitlementRows.successors(tx, nft.mintAddress)
        .invoke(
            successors -> {
              if (successors > 0) {
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
    return EntitlementRows.reissue(
            tx,
            reissue.burnedMintAddress(),
            reissue.userId(),
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
    return EntitlementRows.award(tx, nft.requestId)
        .map(
            award ->
                Mint.award(
                    reissue.requestId(),
                    reissue.userId(),
                    reissue.walletAddress(),
                    name,
                    nft.level,
                    award.competitionId(),
                    award.rank(),
                    nft.mintAddress));
  }

  private static ConflictException refused(String mint, String sentence) {
    return new ConflictException(
        ErrorCode.NFT_NOT_REISSUABLE, sentence, Map.of("mintAddress", mint));
  }
}
