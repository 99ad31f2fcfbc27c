package io.aiw3.nft.minting.awards;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.BadgesConfig;
import io.aiw3.nft.solana.NftData;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps what badges are minted as. One that was used is never changed, it is replaced by another
 * one: a mint continues with what it was signed with.
 */
@ApplicationScoped
class BadgeDefinitions {
  /** Before the channels and the sender, which start later in the same event. */
  private static final int FIRST = 1;

  private static final String CURRENT =
      "SELECT name, symbol, uri FROM badge_definition WHERE current_badge = ? FOR UPDATE";
  private static final String RETIRE =
      "UPDATE badge_definition SET current_badge = NULL WHERE current_badge = ?";

  /** Ignored if another replica, which starts at the same time, was faster. */
  private static final String INSERT =
      "INSERT IGNORE INTO badge_definition (badge, current_badge, name, symbol, uri)"
          + " VALUES (?, ?, ?, ?, ?)";

  private final Transactions transactions;
  private final BadgesConfig config;
  private final BadgeCatalogue catalogue;

  BadgeDefinitions(Transactions transactions, BadgesConfig config, BadgeCatalogue catalogue) {
    this.transactions = transactions;
    this.config = config;
    this.catalogue = catalogue;
  }

  /**
   * @throws IllegalStateException if badges are minted and something of them is missing or wrong
   */
  void keep(@Observes @Priority(FIRST) StartupEvent event) {
    if (!config.onChain()) {
      return;
    }
    Path file =
        config
            .definitions()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "aiw3.badges.on-chain is true: name the file of what badges are minted as"
                            + " in aiw3.badges.definitions (AIW3_BADGES_DEFINITIONS)"));
    for (Map.Entry<String, NftData> nft :
        BadgeNfts.read(file, config.symbol(), catalogue).entrySet()) {
      transactions.run(tx -> keep(tx, nft.getKey(), nft.getValue())).await().indefinitely();
    }
  }

  private static Uni<Void> keep(Transaction tx, String badge, NftData nft) {
    return tx.run(CURRENT, Tuple.of(badge))
        .chain(
            current ->
                is(current, nft)
                    ? Uni.createFrom().voidItem()
                    : tx.run(RETIRE, Tuple.of(badge))
                        .chain(
                            () ->
                                tx.run(
                                    INSERT,
                                    Tuple.of(badge, badge, nft.name(), nft.symbol(), nft.uri())))
                        .replaceWithVoid());
  }

  private static boolean is(RowSet<Row> current, NftData nft) {
    if (current.size() == 0) {
      return false;
    }
    Row row = current.iterator().next();
    return new NftData(row.getString("name"), row.getString("symbol"), row.getString("uri"))
        .equals(nft);
  }
}
