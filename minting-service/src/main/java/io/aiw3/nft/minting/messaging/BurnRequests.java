package io.aiw3.nft.minting.messaging;

import io.aiw3.nft.contract.MintingCommand.PrepareBurn;
import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmissionRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.inbox.MessageChecks;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.chain.Addresses;
import io.aiw3.nft.minting.chain.BurnTransaction;
import io.aiw3.nft.minting.chain.BurnTransaction.Refusal;
import io.aiw3.nft.minting.chain.WireTransaction;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.entitlement.Entitlements;
import io.aiw3.nft.minting.persistence.ChainTransaction;
import io.aiw3.nft.minting.persistence.UserNft;
import io.aiw3.nft.minting.sender.BurnReasons;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Burns: asked for, and handed back by their owner. */
@ApplicationScoped
class BurnRequests {
  private static final Logger LOG = Logger.getLogger(BurnRequests.class);
  private static final int LONGEST_BASE64 = 1644;
  private static final String INSERT =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, mint_address, traceparent, next_action_at)"
          + " VALUES ('burn', 'upgrade', ?1, ?2, 'queued', ?3, ?4, ?5, ?6, UTC_TIMESTAMP(3))";
  private static final String SUBMIT =
      "UPDATE chain_transaction SET state = 'sent', transaction_bytes = ?1, sends = 0,"
          + " lease_token = NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ?2 AND state = 'prepared'";
  private static final String LOOK_NOW =
      "UPDATE chain_transaction SET next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ?1 AND state = 'prepared' AND lease_token IS NULL";

  private static final String REFUSED =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " wallet_address, mint_address, traceparent, error_code, error_message, closed_at)"
          + " VALUES ('burn', 'upgrade', ?1, ?2, 'refused', ?3, ?4, ?5, ?6, ?7, ?8,"
          + " UTC_TIMESTAMP(3))";

  private final Entitlements entitlements;

  BurnRequests(Entitlements entitlements) {
    this.entitlements = entitlements;
  }

  Uni<Void> prepare(PrepareBurn command, Transaction tx) {
    MessageChecks.sagaId(command.sagaId());
    MessageChecks.address("walletAddress", command.walletAddress());
    MessageChecks.address("mintAddress", command.mintAddress());
    MessageChecks.range("attempt", command.attempt(), 1, 1_000_000);
    if (command.targetLevel() != null) {
      MessageChecks.range("targetLevel", command.targetLevel(), 2, Tier.COMPETITION_LEVEL - 1);
    }
    return ChainTransaction.newest("burn", command.sagaId())
        .chain(
            known ->
                known == null || (isOver(known) && command.attempt() > known.attempt)
                    ? reserve(command, tx)
                    : answer(known, tx));
  }

  /** Nothing of a burn is signed before its successor is sure. */
  private Uni<Void> reserve(PrepareBurn command, Transaction tx) {
    return entitlements
        .reserve(tx, command)
        .chain(
            reason -> reason.isEmpty() ? insert(command, tx) : refuse(command, reason.get(), tx));
  }

  private static Uni<Void> refuse(PrepareBurn command, String reason, Transaction tx) {
    String sentence = EntitlementRules.sentence(reason);
    LOG.warnf(
        "burn refused userId=%s sagaId=%s mint=%s errorCode=%s",
        command.userId(), command.sagaId(), command.mintAddress(), reason);
    tx.publish(
        new BurnRefused(command.sagaId(), command.userId(), command.attempt(), reason, sentence));
    return tx.update(
            REFUSED,
            command.sagaId(),
            command.attempt(),
            command.userId().value(),
            command.walletAddress(),
            command.mintAddress(),
            tx.traceParent(),
            reason,
            sentence)
        .replaceWithVoid();
  }

  private static boolean isOver(ChainTransaction burn) {
    return burn.state.equals("expired") || burn.state.equals("refused");
  }

  private static Uni<Void> insert(PrepareBurn command, Transaction tx) {
    return tx.update(
            INSERT,
            command.sagaId(),
            command.attempt(),
            command.userId().value(),
            command.walletAddress(),
            command.mintAddress(),
            tx.traceParent())
        .replaceWithVoid();
  }

  /** Tells again how the newest attempt stands. */
  private static Uni<Void> answer(ChainTransaction burn, Transaction tx) {
    UserId user = new UserId(burn.userId);
    String saga = burn.requestId;
    switch (burn.state) {
      case "prepared" ->
          tx.publish(
              new BurnPrepared(
                  saga,
                  user,
                  burn.attempt,
                  burn.mintAddress,
                  Base64.getEncoder().encodeToString(burn.transaction),
                  burn.signature,
                  burn.lastValidBlockHeight,
                  burn.expiresAt == null
                      ? Instant.now()
                      : burn.expiresAt.toInstant(ZoneOffset.UTC)));
      case "sent", "confirmed" ->
          tx.publish(new BurnSubmitted(saga, user, burn.attempt, burn.signature));
      case "expired" -> tx.publish(new BurnExpired(saga, user, burn.attempt, burn.signature));
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
        // Queued: its answer is on the way.
      }
    }
    return Uni.createFrom().voidItem();
  }

  Uni<Void> submit(SubmitBurn command, Transaction tx) {
    MessageChecks.sagaId(command.sagaId());
    return ChainTransaction.attempt("burn", command.sagaId(), command.attempt())
        .chain(burn -> submitted(command, burn, tx));
  }

  private Uni<Void> submitted(SubmitBurn command, ChainTransaction burn, Transaction tx) {
    if (burn == null || burn.userId != command.userId().value()) {
      return refuse(command, tx, BurnReasons.BURN_UNKNOWN);
    }
    return switch (burn.state) {
      case "prepared" -> handedIn(command, burn, tx);
      case "expired" -> refuse(command, tx, BurnReasons.BURN_EXPIRED);
      case "sent", "confirmed", "finalized", "refused" -> answer(burn, tx);
      default -> refuse(command, tx, BurnReasons.BURN_NOT_PREPARED);
    };
  }

  private Uni<Void> handedIn(SubmitBurn command, ChainTransaction burn, Transaction tx) {
    if (command.signedTransaction() == null) {
      return signatureOnly(command, burn, tx);
    }
    Optional<byte[]> transaction = decode(command.signedTransaction());
    if (transaction.isEmpty()) {
      return refuse(command, tx, BurnReasons.MALFORMED_TRANSACTION);
    }
    Optional<Refusal> refusal =
        BurnTransaction.check(
            burn.transaction, transaction.get(), Addresses.require(burn.walletAddress));
    if (refusal.isPresent()) {
      return refuse(command, tx, refusal.get().name(), refusal.get().sentence());
    }
    return tx.update(SUBMIT, BurnTransaction.complete(burn.transaction, transaction.get()), burn.id)
        .invoke(() -> tx.publish(accepted(command, burn)))
        .invoke(
            () ->
                LOG.infof(
                    "burn submitted userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
                    command.userId(),
                    command.sagaId(),
                    burn.mintAddress,
                    burn.signature,
                    burn.attempt))
        .replaceWithVoid();
  }

  /** The owner's wallet says that it has sent it; the chain will tell. */
  private Uni<Void> signatureOnly(SubmitBurn command, ChainTransaction burn, Transaction tx) {
    if (!burn.signature.equals(command.signature())) {
      return refuse(command, tx, BurnReasons.SIGNATURE_UNRELATED);
    }
    tx.publish(accepted(command, burn));
    return tx.update(LOOK_NOW, burn.id).replaceWithVoid();
  }

  private static BurnSubmitted accepted(SubmitBurn command, ChainTransaction burn) {
    return new BurnSubmitted(command.sagaId(), command.userId(), command.attempt(), burn.signature);
  }

  private static Optional<byte[]> decode(String base64) {
    if (base64.length() > LONGEST_BASE64) {
      return Optional.empty();
    }
    try {
      // Both alphabets: wallets' libraries write either.
      byte[] bytes = Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
      return bytes.length == 0 || bytes.length > WireTransaction.LARGEST
          ? Optional.empty()
          : Optional.of(bytes);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Uni<Void> refuse(SubmitBurn command, Transaction tx, String reason) {
    return refuse(command, tx, reason, BurnReasons.sentence(reason));
  }

  private static Uni<Void> refuse(
      SubmitBurn command, Transaction tx, String reason, String sentence) {
    LOG.infof(
        "burn submission refused userId=%s sagaId=%s attempt=%d errorCode=%s",
        command.userId(), command.sagaId(), command.attempt(), reason);
    tx.publish(
        new BurnSubmissionRefused(
            command.sagaId(), command.userId(), command.attempt(), reason, sentence));
    return Uni.createFrom().voidItem();
  }
}
