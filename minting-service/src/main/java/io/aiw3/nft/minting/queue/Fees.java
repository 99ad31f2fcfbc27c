package io.aiw3.nft.minting.queue;

import io.aiw3.nft.minting.config.SolanaConfig;
import io.aiw3.nft.minting.domain.FeePolicy;
import io.aiw3.nft.minting.domain.TransactionKind;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.rpc.PriorityFeeMarket;
import io.aiw3.nft.solana.ComputeBudget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.p2p.solanaj.core.PublicKey;

/** The compute budget of the next signature. */
@ApplicationScoped
public class Fees {
  private final Queue queue;
  private final PriorityFeeMarket market;
  private final SolanaConfig config;
  private final FeePolicy policy;

  Fees(Queue queue, PriorityFeeMarket market, SolanaConfig config) {
    this.queue = queue;
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
    return row.attempt() == 1 ? Uni.createFrom().item(0) : queue.sentBefore(row);
  }
}
