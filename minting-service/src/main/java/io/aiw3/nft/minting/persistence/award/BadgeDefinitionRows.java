package io.aiw3.nft.minting.persistence.award;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.solana.NftData;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;

/** What badges are minted as. One that was used is never changed; another one replaces it. */
public final class BadgeDefinitionRows {
  private static final String CURRENT =
      "SELECT name, symbol, uri FROM badge_definition WHERE current_badge = ? FOR UPDATE";
  private static final String RETIRE =
      "UPDATE badge_definition SET current_badge = NULL WHERE current_badge = ?";

  /** Ignored if another replica, which starts at the same time, was faster. */
  private static final String ADD =
      "INSERT IGNORE INTO badge_definition (badge, current_badge, name, symbol, uri)"
          + " VALUES (?1, ?1, ?2, ?3, ?4)";

  private BadgeDefinitionRows() {}

  /** The badge is minted as this from now on. */
  public static Uni<Void> keep(Transaction tx, String badge, NftData nft) {
    return tx.select(CURRENT, badge)
        .chain(
            current ->
                current.size() > 0 && data(current.iterator().next()).equals(nft)
                    ? Uni.createFrom().voidItem()
                    : tx.update(RETIRE, badge)
                        .chain(() -> tx.update(ADD, badge, nft.name(), nft.symbol(), nft.uri()))
                        .replaceWithVoid());
  }

  private static NftData data(Row row) {
    return new NftData(row.getString("name"), row.getString("symbol"), row.getString("uri"));
  }
}
