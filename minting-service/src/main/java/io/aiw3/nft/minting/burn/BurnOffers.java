package io.aiw3.nft.minting.burn;

import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.rpc.SlotClock;
import io.aiw3.nft.minting.rpc.SolanaRpc.Blockhash;
import io.aiw3.nft.solana.OfferedBurn;
import io.aiw3.nft.solana.WireTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
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

  /** Blocks after which an offer is not needed to recognize what comes back. */
  private static final int KEPT_BLOCKS = 300;

  private static final String OFFER =
      "UPDATE chain_transaction SET state = 'offered', wallet_address = ?, transaction_bytes = ?,"
          + " message_hash = ?, blockhash = ?, last_valid_block_height = ?, expires_at = ?,"
          + " offered_at = UTC_TIMESTAMP(3), lease_token = NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " + INTERVAL ? MICROSECOND WHERE id = ? AND lease_token = ? AND state = 'queued'";
  private static final String KEEP =
      "INSERT INTO burn_offer (burn_id, transaction_bytes, blockhash, last_valid_block_height)"
          + " VALUES (?, ?, ?, ?)";
  private static final String FORGET =
      "DELETE FROM burn_offer WHERE burn_id = ? AND last_valid_block_height < ?";
  private static final String RENEW =
      "UPDATE chain_transaction SET state = 'queued', queued_at = UTC_TIMESTAMP(3), lease_token ="
          + " NULL, next_action_at = UTC_TIMESTAMP(3)"
          + " WHERE id = ? AND lease_token = ? AND state = 'offered'";

  private final Transactions transactions;
  private final Statements statements;
  private final SenderConfig config;
  private final SlotClock clock;

  BurnOffers(
      Transactions transactions, Statements statements, SenderConfig config, SlotClock clock) {
    this.transactions = transactions;
    this.statements = statements;
    this.config = config;
    this.clock = clock;
  }

  /** Queues the row, so that the NFT is checked again and a fresh transaction offered. */
  public Uni<Void> renew(QueueRow row) {
    return statements.run(RENEW, Tuple.of(row.id(), row.token())).replaceWithVoid();
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
    return transactions
        .run(
            row.traceParent(),
            tx ->
                offer(tx, row, owner, blockhash, transaction, expiresAt)
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

  /** False if the owner has signed an earlier offer by then, or another sender has the row. */
  private Uni<Boolean> offer(
      Transaction tx,
      QueueRow row,
      PublicKey owner,
      Blockhash blockhash,
      byte[] transaction,
      Instant expiresAt) {
    long lastValid = blockhash.lastValidBlockHeight();
    return tx.run(
            OFFER,
            Tuple.from(
                List.of(
                    owner.toBase58(),
                    Buffer.buffer(transaction),
                    WireTransaction.hash(WireTransaction.message(transaction)),
                    blockhash.blockhash(),
                    lastValid,
                    LocalDateTime.ofInstant(expiresAt, ZoneOffset.UTC),
                    Queue.micros(config.ownerPoll()),
                    row.id(),
                    row.token())))
        .map(updated -> updated.rowCount() == 1)
        .call(
            mine ->
                mine
                    ? tx.run(
                            KEEP,
                            Tuple.of(
                                row.id(),
                                Buffer.buffer(transaction),
                                blockhash.blockhash(),
                                lastValid))
                        .chain(() -> tx.run(FORGET, Tuple.of(row.id(), lastValid - KEPT_BLOCKS)))
                    : Uni.createFrom().voidItem());
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
