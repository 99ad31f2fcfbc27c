package io.aiw3.nft.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFilesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE a ADD COLUMN b INT NULL COMMENT 'one; two';",
        "-- Why.\nCREATE TABLE a (id INT);",
        "CREATE TABLE IF NOT EXISTS a (id INT);\nINSERT IGNORE INTO a (id) VALUES (1);",
        "ALTER TABLE a MODIFY b INT NULL, MODIFY COLUMN c DECIMAL(30,10);\n"
            + "ALTER TABLE d MODIFY e INT;",
        "SET @ddl = IF((SELECT COUNT(*) FROM information_schema.COLUMNS) > 0, 'DO 0',\n"
            + "'ALTER TABLE a ADD b INT');\n"
            + "PREPARE ddl FROM @ddl;\n"
            + "EXECUTE ddl;\n"
            + "DEALLOCATE PREPARE ddl;"
      })
  void oneStatementOrRepeatableOnes(String sql) {
    assertThat(MigrationFiles.flaws(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE a ADD COLUMN b INT;\nALTER TABLE a ADD COLUMN c INT;",
        "CREATE TABLE IF NOT EXISTS a (id INT);\nRENAME TABLE b TO c;",
        "CREATE TABLE IF NOT EXISTS a (id INT);\nALTER TABLE a MODIFY b INT, ADD COLUMN c INT;",
        "CREATE TABLE IF NOT EXISTS a (id INT);\nCALL something();",
        "UPDATE a SET b = 1;",
        "INSERT IGNORE INTO a (id) SELECT id FROM b;"
      })
  void anythingElseIsRefused(String sql) {
    assertThat(MigrationFiles.flaws(sql)).isNotEmpty();
  }

  @Test
  void anOlderFileIsNamedOnlyWhileItBreaksTheRules() throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migration"));
    Files.writeString(migrations.resolve("V1__a.sql"), "UPDATE a SET b = 1;");
    Files.writeString(migrations.resolve("V2__b.sql"), "ALTER TABLE a ADD COLUMN b INT;");

    assertThat(MigrationFiles.flaws(migrations, Map.of("V1__a.sql", "older"))).isEmpty();
    assertThat(
            MigrationFiles.flaws(
                migrations, Map.of("V1__a.sql", "older", "V2__b.sql", "", "V3__c.sql", "")))
        .containsExactly(
            "V2__b.sql is exempt and breaks no rule: remove it from the list",
            "V3__c.sql is exempt and is not there");
  }

  @Test
  void aBackfillHasALimit() throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("migration"));
    Path backfill = folder.resolve("backfill.sql");
    Files.writeString(backfill, "UPDATE a SET b = 1 WHERE b IS NULL LIMIT 1000;");
    assertThat(MigrationFiles.flaws(migrations, Map.of())).isEmpty();

    Files.writeString(backfill, "UPDATE a SET b = 1;");
    assertThat(MigrationFiles.flaws(migrations, Map.of())).hasSize(1);
  }
}
