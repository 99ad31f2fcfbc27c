package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.SagaReply.BurnSubmissionRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.kit.transaction.SqlFailures;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.domain.Cost;
import io.aiw3.nft.minting.persistence.BurnRows;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.queue.Broadcast;
import io.aiw3.nft.minting.rpc.SlotClock;
import io.aiw3.nft.minting.rpc.SolanaRpc;
import io.aiw3.nft.minting.rpc.SolanaRpc.Blockhash;
import io.aiw3.nft.minting.signing.WalletSigner;
import io.aiw3.nft.solana.OfferedBurn;
import io.aiw3.nft.solana.WireTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Adds our signature to a burn that its owner has signed, and that was checked against what was
 * offered when it was accepted. Both signatures are committed before the first send: a sender that
 * dies after that is followed by any other, one that dies before has signed nothing that counts.
 */
@ApplicationScoped
public class BurnCoSigner {
  private static final Logger LOG = Logger.getLogger(BurnCoSigner.class);

  private final Transactions transactions;
  private final SolanaRpc rpc;
  private final WalletSigner wallet;
  private final Broadcast broadcast;
  private final Queue queue;
  private final SenderConfig config;

  BurnCoSigner(
      Transactions transactions,
      SolanaRpc rpc,
      WalletSigner wallet,
      Broadcast broadcast,
      Queue queue,
      SenderConfig config) {
    this.transactions = transactions;
    this.rpc = rpc;
    this.wallet = wallet;
    this.broadcast = broadcast;
    this.queue = queue;
    this.config = config;
  }

  public Uni<Void> sign(QueueRow row) {
    return rpc.calls()
        .latestBlockhash()
        .chain(newest -> canLand(row, newest) ? signNow(row) : supersede(row))
        .onFailure(SqlFailures::isDuplicate)
        .recoverWithUni(
            // Another saga's burn of this NFT can still land: first that one ends.
            () -> queue.later(row, config.ownerPoll()));
  }

  /** By the newest confirmed block: its own blockhash is valid for so many blocks more. */
  private boolean canLand(QueueRow row, Blockhash newest) {
    return newest.lastValidBlockHeight() - SlotClock.BLOCKHASH_LIFE <= row.lastValidBlockHeight()
        && OfferedBurn.feePayer(row.transaction()).equals(wallet.address());
  }

  private Uni<Void> signNow(QueueRow row) {
    byte[] message = WireTransaction.message(row.transaction());
    return wallet
        .sign(message)
        .map(signature -> OfferedBurn.complete(signature, row.transaction()))
        .chain(transaction -> send(row, message, transaction));
  }

  private Uni<Void> send(QueueRow row, byte[] message, byte[] transaction) {
    String signature = WireTransaction.id(transaction);
    BurnRows.Signed written =
        new BurnRows.Signed(
            signature,
            transaction,
            WireTransaction.hash(message),
            Cost.ofBurn(OfferedBurn.budget(transaction)));
    return transactions
        .run(
            row.traceParent(),
            tx ->
                BurnRows.writeAhead(tx, row, written, config.confirmPoll())
                    .invoke(
                        mine -> {
                          if (mine) {
                            tx.publish(
                                new BurnSubmitted(
                                    row.requestId(), row.userId(), row.attempt(), signature));
                          }
                        }))
        .chain(
            mine -> {
              if (!mine) {
                // Withdrawn concurrently, or another sender has the row: nothing is sent.
                LOG.warnf(
                    "burn lease lost before sending sagaId=%s mint=%s",
                    row.requestId(), row.mint());
                return Uni.createFrom().voidItem();
              }
              LOG.infof(
                  "burn submitted userId=%s sagaId=%s mint=%s signature=%s attempt=%d",
                  row.userId(), row.requestId(), row.mint(), signature, row.attempt());
              return broadcast.send(
                  row.id(), row.requestId(), signature, row.attempt(), transaction);
            });
  }

  /**
   * Its blockhash is too old, or our wallet is another one by now: the owner is given a fresh one
   * to sign.
   */
  private Uni<Void> supersede(QueueRow row) {
    return transactions
        .run(
            row.traceParent(),
            tx ->
                BurnRows.supersede(tx, row)
                    .invoke(
                        mine -> {
                          if (mine) {
                            tx.publish(
                                new BurnSubmissionRefused(
                                    row.requestId(),
                                    row.userId(),
                                    row.attempt(),
                                    BurnReasons.BURN_SUPERSEDED,
                                    BurnReasons.sentence(BurnReasons.BURN_SUPERSEDED)));
                          }
                        }))
        .invoke(
            () ->
                LOG.infof(
                    "burn signature received after expiry userId=%s sagaId=%s mint=%s attempt=%d"
                        + " lastValid=%d",
                    row.userId(),
                    row.requestId(),
                    row.mint(),
                    row.attempt(),
                    row.lastValidBlockHeight()))
        .replaceWithVoid();
  }
}
