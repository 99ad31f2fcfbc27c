package io.aiw3.nft.qualification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.schema.MigrationFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A migration is one statement or can be run again, and leaves rows to a backfill (kit, ADR 0009).
 */
class MigrationFilesTest {
  /** The list may only become shorter. */
  private static final Map<String, String> OLDER =
      Map.ofEntries(
          Map.entry(
              "V10__qualification.sql",
              "creates the empty schema: after a kill it is dropped and created again"),
          Map.entry(
              "V11__volume_of_a_qualification.sql",
              "older than any schema in use; breaks the release before it"),
          Map.entry(
              "V13__a_wallets_volume_stands_once.sql",
              "needs a stop (RUNBOOK, Upgrading); beforeMigrate__resume_V13.sql takes a half-done"
                  + " one back"),
          Map.entry(
              "V22__history_of_wallet_links.sql",
              "older than the rule; can be run again, a row for each wallet"),
          Map.entry(
              "V24__waiting_reversals.sql",
              "older than the rule; can be run again, reads the ledger once"),
          Map.entry(
              "V27__issued_tiers.sql",
              "older than the rule; can be run again, a row for each tier"),
          Map.entry(
              "V46__last_active_nft.sql",
              "older than the rule; can be run again, a row for each NFT not active"));

  @Test
  void eachKeepsTheRules() {
    assertThat(MigrationFiles.flaws(Path.of("src/main/resources/db/migration"), OLDER)).isEmpty();
  }
}
