package io.aiw3.nft.minting.sender;

import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.persistence.Queue;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.aiw3.nft.minting.queue.Pace;
import io.aiw3.nft.minting.queue.Progress;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Notes what was seen confirmed, and is not final yet. */
@ApplicationScoped
class Confirmations {
  private final Transactions transactions;
  private final Queue queue;
  private final Pace pace;
  private final Progress progress;

  Confirmations(Transactions transactions, Queue queue, Pace pace, Progress progress) {
    this.transactions = transactions;
    this.queue = queue;
    this.pace = pace;
    this.progress = progress;
  }

  /** Rows of one lease whose submission is known. */
  Uni<Void> noteConfirmed(List<QueueRow> rows) {
    return transactions
        .run(tx -> queue.confirm(tx, rows, pace.nextLookConfirmed()))
        .invoke(() -> rows.forEach(progress::confirmed))
        .replaceWithVoid();
  }

  /** One that its owner's wallet has sent itself, unreported. */
  Uni<Void> noteFound(QueueRow row) {
    return transactions
        .run(
            row.traceParent(),
            tx ->
                queue
                    .confirm(tx, List.of(row), pace.nextLookConfirmed())
                    .invoke(
                        updated -> {
                          if (updated == 1) {
                            tx.publish(
                                new BurnSubmitted(
                                    row.requestId(), row.userId(), row.attempt(), row.signature()));
                          }
                        }))
        .invoke(() -> progress.confirmed(row))
        .replaceWithVoid();
  }
}
