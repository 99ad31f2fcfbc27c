package io.aiw3.nft.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.aiw3.nft.badge.persistence.BadgeFill;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Badges that were awarded before the catalogue named metadata and images get them. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class OlderBadgesIT extends BadgeITBase {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MANY = 2500;
  private static final int FIRST_USER = 1_000_000;

  private final BadgeDefinition newcomer = BadgeCatalogue.standard().find("newcomer").orElseThrow();

  @Inject BadgeFill fill;

  @Test
  void olderBadgesAreFilledStepByStepAndNothingElseChanges() throws SQLException {
    // Given
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION cte_max_recursion_depth = 10000");
      statement.execute(
          "INSERT INTO badge (user_id, badge_type, badge_name, badge_identifier, badge,"
              + " badge_level, version) WITH RECURSIVE n AS (SELECT 0 AS i UNION ALL SELECT i + 1"
              + " FROM n WHERE i < "
              + (MANY - 1)
              + ") SELECT "
              + FIRST_USER
              + " + i, 'achievement_badge', 'Newcomer', CONCAT('newcomer:', "
              + FIRST_USER
              + " + i), 'newcomer', 3, 1 FROM n");
      statement.execute(
          "INSERT INTO badge (user_id, badge_type, badge_name, badge_identifier, metadata_uri,"
              + " badge, badge_level, version, earned_at) VALUES ("
              + user
              + ", 'achievement_badge', 'Newcomer', 'newcomer:"
              + user
              + "', 'ipfs://older', 'newcomer', 3, 1, NOW(3))");
      statement.execute("UPDATE badge_fill SET next_id = 0, due_at = '2026-01-01'");
      // When
      // The service's own job may take some of the steps.
      Awaitility.await()
          .until(
              () -> {
                step();
                return count(
                        statement,
                        "SELECT COUNT(*) FROM badge WHERE user_id >= "
                            + FIRST_USER
                            + " AND version = 1 AND metadata_uri = '"
                            + newcomer.metadataUri()
                            + "' AND image_uri = '"
                            + newcomer.imageUri()
                            + "'")
                    == MANY;
              });
      // Then
      Awaitility.await()
          .until(
              () -> {
                step();
                return count(statement, "SELECT next_id = 0 AND due_at > NOW() FROM badge_fill")
                    == 1;
              });
      assertThat(step()).as("done for today").isFalse();
      as().get("/api/v1/badges")
          .then()
          .body("data.items[0].metadataUri", equalTo("ipfs://older"))
          .body("data.items[0].imageUri", equalTo(newcomer.imageUri()));
      statement.execute("DELETE FROM badge WHERE user_id >= " + FIRST_USER);
    }
  }

  private boolean step() {
    return fill.step().await().atMost(TIMEOUT);
  }

  private static int count(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
