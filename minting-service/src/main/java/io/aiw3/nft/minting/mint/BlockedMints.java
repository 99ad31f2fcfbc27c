package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.domain.EntitlementRules;
import io.aiw3.nft.minting.persistence.QueueRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Mints that an earlier version has left waiting until another NFT of their tier is burned, which
 * may never happen. They end: what follows a burn of ours is minted, the others are refused.
 */
@ApplicationScoped
class BlockedMints {
  private static final Logger LOG = Logger.getLogger(BlockedMints.class);
  private static final String OWN_BURN =
      "SELECT COUNT(*) FROM chain_transaction WHERE kind = 'burn' AND request_id = ?"
          + " AND mint_address = ? AND state = 'finalized'";
  private static final String QUEUE =
      "UPDATE chain_transaction SET state = 'queued', next_action_at = UTC_TIMESTAMP(3),"
          + " lease_token = NULL WHERE id = ? AND lease_token = ? AND state = 'blocked'";
  private static final String REFUSE =
      "UPDATE chain_transaction SET state = 'refused', error_code = ?, error_message = ?,"
          + " closed_at = UTC_TIMESTAMP(3), next_action_at = NULL, lease_token = NULL"
          + " WHERE id = ? AND lease_token = ? AND state = 'blocked'";

  private final Transactions transactions;

  BlockedMints(Transactions transactions) {
    this.transactions = transactions;
  }

  Uni<Void> end(QueueRow row) {
    return transactions.run(
        row.traceParent(),
        tx ->
            tx.run(OWN_BURN, Tuple.of(row.requestId(), row.oldMint()))
                .map(rows -> rows.iterator().next().getLong(0) > 0)
                .chain(
                    burned ->
                        burned
                            ? tx.run(QUEUE, Tuple.of(row.id(), row.token())).replaceWithVoid()
                            : refuse(tx, row)));
  }

  private static Uni<Void> refuse(Transaction tx, QueueRow row) {
    String reason = EntitlementRules.TIER_ALREADY_ISSUED;
    String sentence = EntitlementRules.sentence(reason);
    return tx.run(REFUSE, Tuple.of(reason, sentence, row.id(), row.token()))
        .invoke(
            closed -> {
              if (closed.rowCount() == 1) {
                LOG.warnf(
                    "mint refused userId=%s sagaId=%s level=%d errorCode=%s",
                    row.userId(), row.requestId(), row.level(), reason);
                tx.publish(new MintRefused(row.requestId(), row.userId(), reason, sentence));
              }
            })
        .replaceWithVoid();
  }
}
