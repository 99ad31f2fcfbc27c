package io.aiw3.nft.minting.persistence.definition;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** Which revision of a level's definition is minted: the newest one that is pinned. */
@ApplicationScoped
public class Revisions {
  private static final String PINNED =
      "UPDATE nftdefinition SET image_cid = ?, image_uri = ?, image = NULL, metadata = NULL,"
          + " metadata_cid = ?, metadata_uri = ?, pinning_state = 'pinned', pinning_error = NULL,"
          + " next_action_at = NULL, updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String CURRENT =
      "SELECT id, revision FROM nftdefinition WHERE current_level = ? FOR UPDATE";
  private static final String STEP_DOWN =
      "UPDATE nftdefinition SET current_level = NULL, updatedAt = UTC_TIMESTAMP(3) WHERE id = ?";
  private static final String STEP_UP =
      "UPDATE nftdefinition SET current_level = nft_level WHERE id = ?";

  private final Transactions transactions;

  Revisions(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What was pinned of a revision. */
  public record Pinned(
      int id,
      int level,
      int revision,
      String imageCid,
      String imageUri,
      String metadataCid,
      String metadataUri) {}

  /**
   * Notes the pins, after which IPFS alone has the assets; the revision is minted from now on,
   * unless a newer one already is.
   */
  public Uni<Void> pinned(Pinned pinned) {
    return transactions.run(
        tx ->
            tx.update(
                    PINNED,
                    pinned.imageCid(),
                    pinned.imageUri(),
                    pinned.metadataCid(),
                    pinned.metadataUri(),
                    pinned.id())
                .chain(() -> tx.select(CURRENT, pinned.level()))
                .chain(
                    rows ->
                        rows.size() == 0
                            ? update(tx, STEP_UP, pinned.id())
                            : follow(tx, rows.iterator().next(), pinned)));
  }

  private static Uni<Void> follow(Transaction tx, Row current, Pinned pinned) {
    return current.getInteger("revision") >= pinned.revision()
        ? Uni.createFrom().voidItem()
        : update(tx, STEP_DOWN, current.getInteger("id"))
            .chain(() -> update(tx, STEP_UP, pinned.id()));
  }

  private static Uni<Void> update(Transaction tx, String sql, int id) {
    return tx.update(sql, id).replaceWithVoid();
  }
}
