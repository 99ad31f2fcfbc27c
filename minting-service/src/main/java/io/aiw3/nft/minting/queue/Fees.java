package io.aiw3.nft.minting.queue;

import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.FeePolicy;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.rpc.PriorityFeeMarket;
import io.aiw3.nft.solana.ComputeBudget;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.p2p.solanaj.core.PublicKey;

/** The compute budget of the next signature. */
@ApplicationScoped
public class Fees {
  /** A burn that its owner never signed was not too cheap. */
  private static final String SENT_BEFORE =
      "SELECT COUNT(*) FROM chain_transaction WHERE kind = ? AND request_id = ? AND attempt < ?"
          + " AND sends > 0";

  private final Statements statements;
  private final PriorityFeeMarket market;
  private final SolanaConfig config;
  private final FeePolicy policy;

  Fees(Statements statements, PriorityFeeMarket market, SolanaConfig config) {
    this.statements = statements;
    this.market = market;
    this.config = config;
    this.policy =
        new FeePolicy(
            config.priorityFee().price(),
            config.priorityFee().ceiling(),
            config.priorityFee().percentile(),
            config.priorityFee().raisePercent());
  }

  /**
   * @param writable the accounts that the transaction writes to
   */
  public Uni<ComputeBudget> budget(QueueRow row, List<PublicKey> writable) {
    int units =
        row.kind() == TransactionKind.MINT
            ? config.computeUnitLimit()
            : config.burnComputeUnitLimit();
    return sentBefore(row)
        .chain(
            earlier ->
                market
                    .paid(writable)
                    .map(paid -> new ComputeBudget(units, policy.price(paid, earlier))));
  }

  private Uni<Integer> sentBefore(QueueRow row) {
    return row.attempt() == 1
        ? Uni.createFrom().item(0)
        : statements
            .run(SENT_BEFORE, Tuple.of(row.kind().wireName(), row.requestId(), row.attempt()))
            .map(rows -> rows.iterator().next().getInteger(0));
  }
}
