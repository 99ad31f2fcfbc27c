package io.aiw3.nft.minting.awards;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.minting.config.BadgesConfig;
import io.aiw3.nft.minting.persistence.award.BadgeDefinitionRows;
import io.aiw3.nft.solana.NftData;
import io.quarkus.runtime.StartupEvent;
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
      transactions
          .run(tx -> BadgeDefinitionRows.keep(tx, nft.getKey(), nft.getValue()))
          .await()
          .indefinitely();
    }
  }
}
