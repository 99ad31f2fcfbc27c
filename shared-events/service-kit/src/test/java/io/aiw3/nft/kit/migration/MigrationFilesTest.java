package io.aiw3.nft.kit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.testkit.schema.MigrationFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A migration is one statement or can be run again, and leaves rows to a backfill (ADR 0009). */
class MigrationFilesTest {
  @Test
  void eachOfTheKitKeepsTheRules() {
    assertThat(
            MigrationFiles.flaws(
                Path.of("src/main/resources/db/kit"),
                Map.of(
                    "V1__kit.sql",
                    "creates the empty schema: after a kill it is dropped and created again")))
        .isEmpty();
  }
}
