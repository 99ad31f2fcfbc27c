package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.MintingCommand.WithdrawBurn;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.mint.Entitlements;
import io.aiw3.nft.minting.persistence.BurnQueue;
import io.aiw3.nft.minting.persistence.ChainTransaction;
import io.aiw3.nft.minting.persistence.UserNft;
import io.aiw3.nft.solana.OfferedBurn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.jboss.logging.Logger;

/** Burns: requested, and handed back by their owner. */
@ApplicationScoped
public class BurnRequests {
  private static final Logger LOG = Logger.getLogger(BurnRequests.class);

  private final Entitlements entitlements;
  private final TierCatalogue tiers;

  BurnRequests(Entitlements entitlements, TierCatalogue tiers) {
    this.entitlements = entitlements;
    this.tiers = tiers;
  }

  public Uni<Void> prepare(PrepareBurn command, Transaction tx) {
    MessageChecks.sagaId(command.sagaId());
    MessageChecks.address("walletAddress", command.walletAddress());
    MessageChecks.address("mintAddress", command.mintAddress());
    MessageChecks.range("attempt", command.attempt(), 1, 1_000_000);
    if (command.targetLevel() != null && !tiers.isUpgrade(command.targetLevel())) {
      throw new BadMessageException("no upgrade to level " + command.targetLevel());
    }
    return ChainTransaction.newest("burn", command.sagaId())
        .chain(
            known ->
                known == null || (isOver(known) && command.attempt() > known.attempt)
                    ? reserve(command, tx)
                    : command.attempt() < known.attempt
                        ? answerEarlier(command, known, tx)
                        : answer(known, tx));
  }

  /**
   * A saga that is not as far as its burn, since its database went back in time, gets what became
   * of each attempt, and so comes to the newest one.
   */
  private static Uni<Void> answerEarlier(
      PrepareBurn command, ChainTransaction newest, Transaction tx) {
    return newest.state.equals("finalized")
        ? answer(newest, tx)
        : ChainTransaction.attempt("burn", command.sagaId(), command.attempt())
            .chain(earlier -> answer(earlier == null ? newest : earlier, tx));
  }

  /** Nothing of a burn is signed before its successor is sure. */
  private Uni<Void> reserve(PrepareBurn command, Transaction tx) {
    return entitlements
        .reserve(tx, command)
        .chain(
            reason ->
                reason.isEmpty() ? BurnQueue.add(tx, command) : refuse(command, reason.get(), tx));
  }

  private static Uni<Void> refuse(PrepareBurn command, String reason, Transaction tx) {
    String sentence = EntitlementRules.sentence(reason);
    LOG.warnf(
        "burn refused userId=%s sagaId=%s mint=%s errorCode=%s",
        command.userId(), command.sagaId(), command.mintAddress(), reason);
    tx.publish(
        new BurnRefused(command.sagaId(), command.userId(), command.attempt(), reason, sentence));
    return BurnQueue.refuse(tx, command, reason, sentence);
  }

  private static boolean isOver(ChainTransaction burn) {
    return burn.state.equals("expired") || burn.state.equals("refused");
  }

  /** Publishes the state of the newest attempt again. */
  private static Uni<Void> answer(ChainTransaction burn, Transaction tx) {
    UserId user = new UserId(burn.userId);
    String saga = burn.requestId;
    switch (burn.state) {
      case "prepared" -> tx.publish(prepared(burn));
      case "offered" -> {
        // A repeated request may precede a signature, and is given the most time.
        tx.publish(prepared(burn));
        return BurnQueue.renew(tx, burn.id);
      }
      case "sent", "confirmed" ->
          tx.publish(new BurnSubmitted(saga, user, burn.attempt, burn.signature));
      case "expired" -> tx.publish(new BurnExpired(saga, user, burn.attempt, name(burn)));
      case "refused" ->
          tx.publish(new BurnRefused(saga, user, burn.attempt, burn.errorCode, burn.errorMessage));
      case "finalized" -> {
        return UserNft.ofUser(burn.userId, burn.mintAddress)
            .invoke(
                nft ->
                    tx.publish(
                        new BurnConfirmed(
                            saga,
                            user,
                            burn.mintAddress,
                            nft == null || nft.burnTransaction == null
                                ? burn.signature
                                : nft.burnTransaction)))
            .replaceWithVoid();
      }
      default -> {
        // Queued or signed: its answer is on the way.
      }
    }
    return Uni.createFrom().voidItem();
  }

  private static BurnPrepared prepared(ChainTransaction burn) {
    return new BurnPrepared(
        burn.requestId,
        new UserId(burn.userId),
        burn.attempt,
        burn.mintAddress,
        Base64.getEncoder().encodeToString(burn.transaction),
        name(burn),
        burn.lastValidBlockHeight,
        burn.expiresAt == null ? Instant.now() : burn.expiresAt.toInstant(ZoneOffset.UTC));
  }

  /** The transaction's id; what we have not signed has none, and is named by its message. */
  private static String name(ChainTransaction burn) {
    if (burn.signature != null) {
      return burn.signature;
    }
    return burn.transaction == null
        ? NftEvent.UNKNOWN_TRANSACTION
        : OfferedBurn.name(burn.transaction);
  }

  public Uni<Void> submit(SubmitBurn command, Transaction tx) {
    MessageChecks.sagaId(command.sagaId());
    return ChainTransaction.attempt("burn", command.sagaId(), command.attempt())
        .chain(burn -> submitted(command, burn, tx));
  }

  private static Uni<Void> submitted(SubmitBurn command, ChainTransaction burn, Transaction tx) {
    if (burn == null || burn.userId != command.userId().value()) {
      return BurnSubmissions.refuse(command, tx, BurnReasons.BURN_UNKNOWN);
    }
    return switch (burn.state) {
      case "offered", "queued" -> BurnSubmissions.ofOffered(command, burn, tx);
      case "prepared" -> BurnSubmissions.ofPrepared(command, burn, tx);
      case "expired" -> BurnSubmissions.refuse(command, tx, BurnReasons.BURN_EXPIRED);
      case "signed", "sent", "confirmed", "finalized", "refused" -> answer(burn, tx);
      default -> BurnSubmissions.refuse(command, tx, BurnReasons.BURN_NOT_PREPARED);
    };
  }

  /** What we have not signed cannot land, and will not be signed any more. */
  public Uni<Void> withdraw(WithdrawBurn command, Transaction tx) {
    MessageChecks.sagaId(command.sagaId());
    return ChainTransaction.attempt("burn", command.sagaId(), command.attempt())
        .chain(
            burn ->
                burn != null && burn.userId == command.userId().value()
                    ? withdrawn(burn, tx)
                    : Uni.createFrom().voidItem());
  }

  private static Uni<Void> withdrawn(ChainTransaction burn, Transaction tx) {
    return switch (burn.state) {
      case "queued", "offered", "signed" -> {
        LOG.infof(
            "burn withdrawn userId=%d sagaId=%s mint=%s attempt=%d",
            burn.userId, burn.requestId, burn.mintAddress, burn.attempt);
        tx.publish(
            new BurnExpired(burn.requestId, new UserId(burn.userId), burn.attempt, name(burn)));
        yield BurnQueue.withdraw(tx, burn.id);
      }
      case "expired", "refused", "finalized" -> answer(burn, tx);
      // Signed by us: the chain decides.
      default -> Uni.createFrom().voidItem();
    };
  }
}
