package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.persistence.BurnRows;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.rpc.SlotClock;
import io.aiw3.nft.minting.rpc.SolanaRpc.Blockhash;
import io.aiw3.nft.solana.OfferedBurn;
import io.aiw3.nft.solana.WireTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jboss.logging.Logger;
import org.p2p.solanaj.core.PublicKey;

/**
 * Offers a burn to its owner without our signature, so that it cannot land by itself, and renews
 * the offer before its blockhash is too old. What was offered before is accepted as long as it can
 * land.
 */
@ApplicationScoped
public class BurnOffers {
  private static final Logger LOG = Logger.getLogger(BurnOffers.class);

  private final Transactions transactions;
  private final BurnRows rows;
  private final SenderConfig config;
  private final SlotClock clock;

  BurnOffers(Transactions transactions, BurnRows rows, SenderConfig config, SlotClock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.config = config;
    this.clock = clock;
  }

  /** Queues the row, so that the NFT is checked again and a fresh transaction offered. */
  public Uni<Void> renew(QueueRow row) {
    return rows.renew(row);
  }

  /** Commits the offer and publishes it. */
  Uni<Void> make(QueueRow row, PublicKey owner, Blockhash blockhash, byte[] message) {
    return clock
        .blockhashLife()
        .chain(life -> make(row, owner, blockhash, OfferedBurn.transaction(message), life));
  }

  private Uni<Void> make(
      QueueRow row, PublicKey owner, Blockhash blockhash, byte[] transaction, Duration life) {
    Instant expiresAt = Instant.now().plus(life);
    BurnRows.Offer offer =
        new BurnRows.Offer(
            owner.toBase58(),
            transaction,
            WireTransaction.hash(WireTransaction.message(transaction)),
            blockhash.blockhash(),
            blockhash.lastValidBlockHeight(),
            expiresAt);
    return transactions
        .run(
            row.traceParent(),
            tx ->
                BurnRows.offer(tx, row, offer, config.ownerPoll())
                    .invoke(
                        mine -> {
                          if (mine) {
                            tx.publish(prepared(row, blockhash, transaction, expiresAt));
                          }
                        }))
        .invoke(
            mine ->
                LOG.infof(
                    "burn offered userId=%s sagaId=%s mint=%s attempt=%d lastValid=%d current=%b",
                    row.userId(),
                    row.requestId(),
                    row.mint(),
                    row.attempt(),
                    blockhash.lastValidBlockHeight(),
                    mine))
        .replaceWithVoid();
  }

  private static BurnPrepared prepared(
      QueueRow row, Blockhash blockhash, byte[] transaction, Instant expiresAt) {
    return new BurnPrepared(
        row.requestId(),
        row.userId(),
        row.attempt(),
        row.mint(),
        Base64.getEncoder().encodeToString(transaction),
        OfferedBurn.name(transaction),
        blockhash.lastValidBlockHeight(),
        expiresAt);
  }
}
