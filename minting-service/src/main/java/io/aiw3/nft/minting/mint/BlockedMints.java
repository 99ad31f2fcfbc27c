package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.persistence.MintRows;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Mints that an earlier version has left waiting until another NFT of their tier is burned, which
 * may never happen. They end: what follows a burn of ours is minted, the others are refused.
 */
@ApplicationScoped
class BlockedMints {
  private static final Logger LOG = Logger.getLogger(BlockedMints.class);

  private final Transactions transactions;
  private final MintRows rows;

  BlockedMints(Transactions transactions, MintRows rows) {
    this.transactions = transactions;
    this.rows = rows;
  }

  Uni<Void> end(QueueRow row) {
    return transactions.run(
        row.traceParent(),
        tx ->
            rows.isOwnBurnFinal(tx, row)
                .chain(burned -> burned ? rows.unblock(tx, row) : refuse(tx, row)));
  }

  private Uni<Void> refuse(Transaction tx, QueueRow row) {
    String reason = EntitlementRules.TIER_ALREADY_ISSUED;
    String sentence = EntitlementRules.sentence(reason);
    return rows.refuse(tx, row, reason, sentence)
        .invoke(
            mine -> {
              if (mine) {
                LOG.warnf(
                    "mint refused userId=%s sagaId=%s level=%d errorCode=%s",
                    row.userId(), row.requestId(), row.level(), reason);
                tx.publish(new MintRefused(row.requestId(), row.userId(), reason, sentence));
              }
            })
        .replaceWithVoid();
  }
}
