package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.MintingCommand.MintNft;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.persistence.ChainTransaction;
import io.aiw3.nft.minting.persistence.UserNft;
import io.aiw3.nft.minting.sender.TierKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Takes mints into the queue, once per request; a repeated command is answered again. */
@ApplicationScoped
public class MintRequests {
  private static final Logger LOG = Logger.getLogger(MintRequests.class);
  private static final String INSERT =
      "INSERT IGNORE INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, nft_level, from_level, old_mint_address, competition_id,"
          + " competition_rank, tier_key, traceparent, next_action_at) VALUES ('mint', ?1, ?2, 1,"
          + " ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, UTC_TIMESTAMP(3))";
  private static final String HURRY =
      "UPDATE chain_transaction SET next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ?1 AND state IN ('queued','blocked') AND lease_token IS NULL";

  private final TierCatalogue tiers;

  MintRequests(TierCatalogue tiers) {
    this.tiers = tiers;
  }

  Uni<Void> handle(MintNft command, Transaction tx) {
    check(command);
    return insert(tx, command, "queued", TierKey.of(command.userId(), command.level()))
        .chain(inserted -> inserted == 1 ? Uni.createFrom().voidItem() : again(command, tx));
  }

  /** Queues the mint of an awarded competition NFT; the caller has made sure that it is the one. */
  public Uni<Void> award(
      Transaction tx,
      String requestId,
      UserId user,
      String wallet,
      String competitionId,
      Integer rank) {
    return tx.update(
            INSERT,
            "award",
            requestId,
            "queued",
            user.value(),
            wallet,
            Tier.COMPETITION_LEVEL,
            0,
            null,
            competitionId,
            rank,
            null,
            tx.traceParent())
        .replaceWithVoid();
  }

  /** Queues the mint of an awarded badge; the caller has made sure that it is the one. */
  public Uni<Void> badge(Transaction tx, String requestId, UserId user, String wallet) {
    return tx.update(
            INSERT,
            "badge",
            requestId,
            "queued",
            user.value(),
            wallet,
            null,
            null,
            null,
            null,
            null,
            null,
            tx.traceParent())
        .replaceWithVoid();
  }

  private static void check(MintNft command) {
    MessageChecks.sagaId(command.sagaId());
    MessageChecks.address("walletAddress", command.walletAddress());
    MessageChecks.range("level", command.level(), 1, Tier.COMPETITION_LEVEL - 1);
    MessageChecks.range("fromLevel", command.fromLevel(), 0, command.level() - 1);
    if (command.kind() == null) {
      throw new BadMessageException("kind is missing");
    }
    if (command.kind() == OperationKind.UPGRADE) {
      MessageChecks.address("oldMintAddress", command.oldMintAddress());
    }
  }

  /** The request is known, or another mint of this tier stands in its way. */
  private Uni<Void> again(MintNft command, Transaction tx) {
    return ChainTransaction.newest("mint", command.sagaId())
        .chain(known -> known == null ? block(command, tx) : answer(known, command, tx));
  }

  private Uni<Void> block(MintNft command, Transaction tx) {
    LOG.warnf(
        "mint blocked by another one of its tier userId=%s sagaId=%s",
        command.userId(), command.sagaId());
    return insert(tx, command, "blocked", null).replaceWithVoid();
  }

  private Uni<Void> answer(ChainTransaction known, MintNft command, Transaction tx) {
    return switch (known.state) {
      case "sent", "confirmed" -> {
        tx.publish(
            new MintSubmitted(
                command.sagaId(),
                command.userId(),
                known.attempt,
                known.mintAddress,
                known.signature));
        yield Uni.createFrom().voidItem();
      }
      case "finalized" ->
          UserNft.ofRequest(command.sagaId())
              .invoke(nft -> tx.publish(confirmed(command, nft)))
              .replaceWithVoid();
      default -> tx.update(HURRY, known.id).replaceWithVoid();
    };
  }

  private MintConfirmed confirmed(MintNft command, UserNft nft) {
    return new MintConfirmed(
        command.sagaId(),
        command.userId(),
        nft.level,
        tiers.level(nft.level).name(),
        nft.mintAddress,
        nft.mintTransaction);
  }

  private static Uni<Integer> insert(
      Transaction tx, MintNft command, String state, String tierKey) {
    return tx.update(
        INSERT,
        command.kind() == OperationKind.UPGRADE ? "upgrade" : "claim",
        command.sagaId(),
        state,
        command.userId().value(),
        command.walletAddress(),
        command.level(),
        command.fromLevel(),
        command.kind() == OperationKind.UPGRADE ? command.oldMintAddress() : null,
        null,
        null,
        tierKey,
        tx.traceParent());
  }
}
