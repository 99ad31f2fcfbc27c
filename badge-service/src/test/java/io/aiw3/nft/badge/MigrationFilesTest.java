package io.aiw3.nft.badge;

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
              "V10__badge.sql",
              "creates the empty schema: after a kill it is dropped and created again"));

  @Test
  void eachKeepsTheRules() {
    assertThat(MigrationFiles.flaws(Path.of("src/main/resources/db/migration"), OLDER)).isEmpty();
  }
}
