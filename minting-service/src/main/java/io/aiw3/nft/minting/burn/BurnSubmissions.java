package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.MintingCommand.SubmitBurn;
import io.aiw3.nft.contract.SagaReply.BurnSubmissionRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.persistence.BurnOffer;
import io.aiw3.nft.minting.persistence.BurnQueue;
import io.aiw3.nft.minting.persistence.ChainTransaction;
import io.aiw3.nft.solana.Addresses;
import io.aiw3.nft.solana.BurnTransaction;
import io.aiw3.nft.solana.BurnTransaction.Refusal;
import io.aiw3.nft.solana.OfferedBurn;
import io.aiw3.nft.solana.WireTransaction;
import io.smallrye.mutiny.Uni;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What an owner hands in for a burn: checked here, signed and sent by the sender. */
final class BurnSubmissions {
  private static final Logger LOG = Logger.getLogger(BurnSubmissions.class);
  private static final int LONGEST_BASE64 = 1644;

  private BurnSubmissions() {}

  /** Of a burn that was offered: whichever of its offers comes back. */
  static Uni<Void> ofOffered(SubmitBurn command, ChainTransaction burn, Transaction tx) {
    return BurnOffer.of(burn.id)
        .chain(
            offers ->
                offers.isEmpty()
                    ? refuse(command, tx, BurnReasons.BURN_NOT_PREPARED)
                    : ofOffers(command, burn, offers, tx));
  }

  private static Uni<Void> ofOffers(
      SubmitBurn command, ChainTransaction burn, List<BurnOffer> offers, Transaction tx) {
    if (command.signedTransaction() == null) {
      // Only the owner's own transaction can have been sent: the chain decides.
      return refuse(command, tx, BurnReasons.SIGNATURE_UNRELATED)
          .chain(() -> BurnQueue.lookNow(tx, burn.id));
    }
    Optional<byte[]> returned = decode(command.signedTransaction());
    if (returned.isEmpty()) {
      return refuse(command, tx, BurnReasons.MALFORMED_TRANSACTION);
    }
    Refusal why = Refusal.NOT_THE_PREPARED_TRANSACTION;
    for (BurnOffer offer : offers) {
      Optional<Refusal> refusal = OfferedBurn.check(offer.transaction, returned.get());
      if (refusal.isEmpty()) {
        return accept(command, burn, offer, returned.get(), tx);
      }
      why = refusal.get() == Refusal.NOT_THE_PREPARED_TRANSACTION ? why : refusal.get();
    }
    boolean older =
        why == Refusal.NOT_THE_PREPARED_TRANSACTION
            && OfferedBurn.isOfAnotherBlockhash(offers.get(0).transaction, returned.get());
    return older
        ? refuse(command, tx, BurnReasons.BURN_SUPERSEDED)
        : refuse(command, tx, why.name(), why.sentence());
  }

  /** The saga is notified once our signature is there, and with it the transaction's id. */
  private static Uni<Void> accept(
      SubmitBurn command,
      ChainTransaction burn,
      BurnOffer offer,
      byte[] transaction,
      Transaction tx) {
    LOG.infof(
        "burn signed by owner userId=%s sagaId=%s mint=%s attempt=%d lastValid=%d",
        command.userId(),
        command.sagaId(),
        burn.mintAddress,
        burn.attempt,
        offer.lastValidBlockHeight);
    return BurnQueue.accept(tx, burn.id, offer, transaction);
  }

  /** Of a burn that an earlier release has signed first. */
  static Uni<Void> ofPrepared(SubmitBurn command, ChainTransaction burn, Transaction tx) {
    if (command.signedTransaction() == null) {
      if (!burn.signature.equals(command.signature())) {
        return refuse(command, tx, BurnReasons.SIGNATURE_UNRELATED);
      }
      tx.publish(accepted(command, burn));
      return BurnQueue.lookNow(tx, burn.id);
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
    tx.publish(accepted(command, burn));
    return BurnQueue.submit(
        tx, burn.id, BurnTransaction.complete(burn.transaction, transaction.get()));
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

  static Uni<Void> refuse(SubmitBurn command, Transaction tx, String reason) {
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
