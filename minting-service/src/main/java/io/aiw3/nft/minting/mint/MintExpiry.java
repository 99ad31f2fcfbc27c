package io.aiw3.nft.minting.mint;

import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.queue.Pace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends an attempt at a mint that can land no more, and queues the next one. */
@ApplicationScoped
public class MintExpiry {
  private static final Logger LOG = Logger.getLogger(MintExpiry.class);

  private static final String EXPIRE =
      "UPDATE chain_transaction SET state = 'expired', tier_key = NULL, spent_lamports = 0,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL WHERE id = ?"
          + " AND lease_token = ?";
  private static final String QUEUE_ANEW =
      "INSERT INTO chain_transaction (kind, purpose, request_id, attempt, state, user_id,"
          + " derivation_name, replaces_mint_address, wallet_address, nft_level, from_level,"
          + " old_mint_address, competition_id, competition_rank, nft_definition_id,"
          + " derivation_version, mint_index, failures, queued_at, traceparent, tier_key,"
          + " next_action_at) SELECT kind, purpose, request_id, attempt + 1, 'queued', user_id,"
          + " derivation_name, replaces_mint_address, wallet_address, nft_level, from_level,"
          + " old_mint_address, competition_id, competition_rank, nft_definition_id,"
          + " derivation_version, mint_index, failures + 1, queued_at, traceparent, ?,"
          + " UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND FROM chain_transaction WHERE id = ?";

  private final Transactions transactions;
  private final Pace pace;

  MintExpiry(Transactions transactions, Pace pace) {
    this.transactions = transactions;
    this.pace = pace;
  }

  /** Proven: what was signed can never land. */
  public Uni<Void> expired(QueueRow row) {
    LOG.warnf(
        "mint attempt failed userId=%s sagaId=%s mint=%s signature=%s attempt=%d errorCode=%s",
        row.userId(),
        row.requestId(),
        row.mint(),
        row.signature(),
        row.attempt(),
        row.errorClass());
    return transactions.run(
        row.traceParent(),
        tx ->
            tx.run(EXPIRE, Tuple.of(row.id(), row.token()))
                .chain(
                    closed -> {
                      if (closed.rowCount() != 1) {
                        return Uni.createFrom().voidItem();
                      }
                      if (row.ofSaga()) {
                        tx.publish(Delays.reply(row, "MINT_EXPIRED"));
                      }
                      return tx.run(
                              QUEUE_ANEW,
                              Tuple.of(
                                  row.tierKey(),
                                  Queue.micros(pace.backOff(row.failures())),
                                  row.id()))
                          .replaceWithVoid();
                    }));
  }
}
