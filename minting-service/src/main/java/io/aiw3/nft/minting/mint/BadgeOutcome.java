package io.aiw3.nft.minting.mint;

import io.aiw3.nft.contract.BadgeCommand.RecordMint;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.minting.mint.MintOutcome.Minted;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Records where a badge was minted, and notifies the service that owns the badge. */
@ApplicationScoped
class BadgeOutcome {
  private static final String MINTED =
      "UPDATE badge_mint SET state = 'minted', mint_address = ?, mint_transaction = ?,"
          + " updatedAt = UTC_TIMESTAMP(3) WHERE request_id = ?";
  private static final String IDENTIFIER =
      "SELECT badge_identifier FROM badge_mint WHERE request_id = ?";

  /** In the commit that closes the row. */
  Uni<Void> record(Transaction tx, Minted minted) {
    String requestId = minted.row().requestId();
    return tx.run(MINTED, Tuple.of(minted.mint(), minted.signature(), requestId))
        .chain(() -> tx.run(IDENTIFIER, Tuple.of(requestId)))
        .invoke(
            rows ->
                tx.publish(
                    new RecordMint(
                        minted.row().userId(),
                        rows.iterator().next().getString(0),
                        minted.mint(),
                        minted.signature())))
        .replaceWithVoid();
  }
}
