package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.mint.MintRequests;
import io.aiw3.nft.minting.persistence.BurnRows;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.persistence.UserLock;
import io.aiw3.nft.minting.persistence.UserNftRows;
import io.aiw3.nft.minting.queue.Progress;
import io.aiw3.nft.minting.rpc.BurnFinder;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.solana.Addresses;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Records how a burn has ended, with what is published about it, in one commit. */
@ApplicationScoped
public class BurnOutcome {
  private static final Logger LOG = Logger.getLogger(BurnOutcome.class);

  private final Transactions transactions;
  private final SolanaRpc rpc;
  private final BurnedNfts burned;
  private final MintRequests mints;
  private final Progress progress;

  BurnOutcome(
      Transactions transactions,
      SolanaRpc rpc,
      BurnedNfts burned,
      MintRequests mints,
      Progress progress) {
    this.transactions = transactions;
    this.rpc = rpc;
    this.burned = burned;
    this.mints = mints;
    this.progress = progress;
  }

  /** The burn of this row is final, by its own transaction: the owner has signed it. */
  public Uni<Void> burned(QueueRow row, String signature) {
    return end(row, signature, true);
  }

  /** The NFT of this row is burned by another transaction, which the chain may name. */
  public Uni<Void> adopted(QueueRow row) {
    return BurnFinder.find(rpc.calls(), Addresses.require(row.mint()))
        .chain(signature -> adopted(row, signature));
  }

  /**
   * The NFT of this row is burned by another transaction, or one that is not known. It is this
   * saga's burn as long as the NFT was this user's: of one that has passed to another user, that
   * one's burn is recorded, and one burn never counts for two.
   */
  Uni<Void> adopted(QueueRow row, String signature) {
    return end(row, signature, false);
  }

  private Uni<Void> end(QueueRow row, String signature, boolean own) {
    return transactions
        .run(
            row.traceParent(),
            tx ->
                UserLock.take(tx, row.userId())
                    .chain(() -> UserNftRows.lock(tx, row.mint()))
                    .chain(nft -> end(tx, new Ending(row, nft, signature, own))))
        .invoke(
            mine -> {
              if (mine) {
                progress.finalized(row);
                LOG.infof(
                    "burn final userId=%s sagaId=%s mint=%s signature=%s",
                    row.userId(), row.requestId(), row.mint(), signature);
              }
            })
        .replaceWithVoid();
  }

  private record Ending(
      QueueRow row, Optional<UserNftRows.Locked> nft, String signature, boolean own) {
    boolean isOthers() {
      return !own && nft.filter(n -> !n.user().equals(row.userId())).isPresent();
    }
  }

  private Uni<Boolean> end(Transaction tx, Ending ending) {
    QueueRow row = ending.row();
    if (ending.isOthers()) {
      return refuse(
              tx,
              row,
              BurnReasons.NFT_NOT_IN_WALLET,
              BurnReasons.sentence(BurnReasons.NFT_NOT_IN_WALLET))
          .replaceWith(false);
    }
    return BurnRows.closeFinal(tx, row)
        .chain(
            mine ->
                !mine
                    ? Uni.createFrom().item(false)
                    : burned
                        .record(
                            tx,
                            new BurnedNfts.Burn(
                                row.userId(), row.mint(), ending.signature(), row.requestId()))
                        .invoke(() -> tx.publish(confirmed(row, ending.signature())))
                        .chain(() -> mints.burnIsFinal(tx, row.requestId()))
                        .replaceWith(true));
  }

  private static BurnConfirmed confirmed(QueueRow row, String signature) {
    return new BurnConfirmed(row.requestId(), row.userId(), row.mint(), signature);
  }

  /** Proven: what was prepared can never land. */
  public Uni<Void> expired(QueueRow row) {
    LOG.infof(
        "burn expired userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
        row.userId(), row.requestId(), row.mint(), row.signature(), row.attempt());
    return transactions.run(
        row.traceParent(),
        tx ->
            BurnRows.close(tx, row, "expired", null, null)
                .invoke(
                    mine -> {
                      if (mine) {
                        tx.publish(
                            new BurnExpired(
                                row.requestId(), row.userId(), row.attempt(), row.signature()));
                      }
                    })
                .replaceWithVoid());
  }

  /** No burn was made, and this is why. */
  Uni<Void> refused(QueueRow row, String reason) {
    return refuse(row, reason, BurnReasons.sentence(reason));
  }

  /** The burn failed, and would again. */
  public Uni<Void> failed(QueueRow row, String error) {
    LOG.warnf(
        "burn failed userId=%s sagaId=%s mint=%s signature=%s attempt=%d errorCode=%s",
        row.userId(), row.requestId(), row.mint(), row.signature(), row.attempt(), error);
    String reason = BurnReasons.ofError(error);
    return refuse(row, reason, BurnReasons.sentence(reason) + " (" + error + ")");
  }

  private Uni<Void> refuse(QueueRow row, String reason, String sentence) {
    return transactions.run(row.traceParent(), tx -> refuse(tx, row, reason, sentence));
  }

  private static Uni<Void> refuse(Transaction tx, QueueRow row, String reason, String sentence) {
    return BurnRows.close(tx, row, "refused", reason, sentence)
        .invoke(
            mine -> {
              if (mine) {
                tx.publish(
                    new BurnRefused(
                        row.requestId(), row.userId(), row.attempt(), reason, sentence));
              }
            })
        .replaceWithVoid();
  }
}
