package io.aiw3.nft.minting.mint;

import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.MintRows;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.queue.Pace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Ends an attempt at a mint that can land no more, and queues the next one. */
@ApplicationScoped
public class MintExpiry {
  private static final Logger LOG = Logger.getLogger(MintExpiry.class);

  private final Transactions transactions;
  private final MintRows rows;
  private final Pace pace;

  MintExpiry(Transactions transactions, MintRows rows, Pace pace) {
    this.transactions = transactions;
    this.rows = rows;
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
            rows.expire(tx, row)
                .chain(
                    mine -> {
                      if (!mine) {
                        return Uni.createFrom().voidItem();
                      }
                      if (row.ofSaga()) {
                        tx.publish(Delays.reply(row, "MINT_EXPIRED"));
                      }
                      return rows.queueAgain(tx, row, pace.backOff(row.failures()));
                    }));
  }
}
