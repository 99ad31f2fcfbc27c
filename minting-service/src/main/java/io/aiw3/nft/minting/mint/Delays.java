package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.MintRows;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Publishes, once per reason, that a mint is delayed; and delays it. There from the start, so that
 * its counters report 0 before they report 1: an increase is seen only between two values.
 */
@Startup
@ApplicationScoped
public class Delays {
  private static final Logger LOG = Logger.getLogger(Delays.class);
  private static final Map<String, String> SENTENCES =
      Map.of(
          "DEFINITION_NOT_PINNED", "The NFT's metadata is not on IPFS yet.",
          "BADGE_NOT_DEFINED", "aiw3.badges.definitions does not define this badge.",
          "WALLET_BALANCE_LOW", "The system wallet lacks lamports.",
          "BURN_NOT_FINAL", "The burn of the lower NFT is not final yet.",
          "SPENDING_LIMIT",
              "The system wallet has spent what it may in a day; the mint follows tomorrow.",
          "MINT_UNEXPECTED",
              "The mint address holds something unexpected; an operator must check it.",
          "MINT_EXPIRED", "The transaction did not land in time; a fresh one follows.",
          "DERIVATION_SECRET_MISSING",
              "The secret that this mint's address derives from is missing.",
          "SIGNER_AWAY", "The system wallet cannot sign at the moment.");

  private final Transactions transactions;
  private final MintRows rows;
  private final MeterRegistry metrics;

  Delays(Transactions transactions, MintRows rows, MeterRegistry metrics) {
    this.transactions = transactions;
    this.rows = rows;
    this.metrics = metrics;
    SENTENCES.keySet().forEach(this::delays);
  }

  private Counter delays(String reason) {
    return metrics.counter("aiw3.chain.delays", "reason", reason.toLowerCase(Locale.ROOT));
  }

  public Uni<Void> delay(QueueRow row, String reason, Duration pause) {
    delays(reason).increment();
    return transactions.run(
        row.traceParent(),
        tx ->
            rows.delay(tx, row, reason, pause)
                .invoke(
                    isNew -> {
                      if (isNew) {
                        LOG.warnf(
                            "mint delayed userId=%s sagaId=%s attempt=%d errorCode=%s",
                            row.userId(), row.requestId(), row.attempt(), reason);
                        if (row.ofSaga()) {
                          tx.publish(reply(row, reason));
                        }
                      }
                    })
                .replaceWithVoid());
  }

  static MintDelayed reply(QueueRow row, String reason) {
    return new MintDelayed(row.requestId(), row.userId(), row.attempt(), reason, sentence(reason));
  }

  /** For people. */
  static String sentence(String reason) {
    return SENTENCES.getOrDefault(reason, "The mint is being retried.");
  }
}
