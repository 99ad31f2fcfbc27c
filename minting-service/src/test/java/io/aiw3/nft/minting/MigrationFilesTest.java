package io.aiw3.nft.minting;

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
              "V10__minting.sql",
              "creates the empty schema: after a kill it is dropped and created again"),
          Map.entry(
              "V17__badges_on_chain.sql",
              "older than the rule; two empty tables, dropped by hand after a kill"),
          Map.entry(
              "V23__entitlement.sql", "older than the rule; can be run again, a row for each mint"),
          Map.entry(
              "V60__assets_on_ipfs_alone.sql",
              "older than the rule; can be run again, a few definitions"),
          Map.entry(
              "V61__competitions.sql",
              "older than the rule; can be run again, a row for each competition"));

  @Test
  void eachKeepsTheRules() {
    assertThat(MigrationFiles.flaws(Path.of("src/main/resources/db/migration"), OLDER)).isEmpty();
  }
}
