package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.ingest.TradeBatch.Rejected;
import io.aiw3.nft.qualification.persistence.ledger.LedgerRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Stores each trade once and returns by how much the volumes change: what was in the ledger before
 * is compared. What reversals do is {@link LedgerEntry}'s.
 */
@ApplicationScoped
class Ledger {
  /**
   * What a batch did.
   *
   * @param changes of volume
   * @param taken trades that were new
   * @param rejected records that became dead letters only in comparison with the ledger
   */
  record Outcome(VolumeChanges changes, int taken, int duplicates, List<Rejected> rejected) {}

  /** Writes the batch's trades; runs in the transaction of the batch. */
  Uni<Outcome> take(Transaction tx, TradeBatch batch) {
    if (batch.byId().isEmpty()) {
      return Uni.createFrom().item(new Outcome(new VolumeChanges(), 0, 0, List.of()));
    }
    long batchId = ThreadLocalRandom.current().nextLong();
    return LedgerRows.add(tx, batch.firsts(), batchId)
        .chain(earlier -> new LedgerEntry(tx, batch, batchId, earlier).complete());
  }
}
