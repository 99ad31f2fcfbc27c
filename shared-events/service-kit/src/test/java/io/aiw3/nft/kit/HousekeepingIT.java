package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class HousekeepingIT extends KitITBase {
  private static final String KEPT =
      "SELECT idempotency_key FROM idempotency_key WHERE caller = 'housekeeping'";

  @Test
  void anIdempotencyKeyIsKeptForADay() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO idempotency_key (caller, operation, idempotency_key, request_hash,"
              + " created_at) VALUES"
              + " ('housekeeping', 'x', 'young', '', UTC_TIMESTAMP(3) - INTERVAL 1439 MINUTE),"
              + " ('housekeeping', 'x', 'old', '', UTC_TIMESTAMP(3) - INTERVAL 1441 MINUTE)");
    }

    Awaitility.await().until(() -> query(KEPT).size() < 2);

    assertThat(query(KEPT)).containsExactly("young");
  }

  @Test
  void whatOneRunLeavesIsTheNextRuns() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION cte_max_recursion_depth = 5000");
      statement.execute(
          "INSERT INTO inbox (consumer, message_id, received_at)"
              + " WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)"
              + " SELECT 'housekeeping', i, UTC_TIMESTAMP(3) - INTERVAL 15 DAY FROM n");
    }

    Awaitility.await()
        .until(() -> query("SELECT 1 FROM inbox WHERE consumer = 'housekeeping'").isEmpty());
  }

  @Test
  void aSubjectOfAnyLengthMayUseAnIdempotencyKey() throws SQLException {
    String subject = "spiffe://example.org/\u00e9".concat("a".repeat(255)).substring(0, 255);
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO idempotency_key (caller, operation, idempotency_key, request_hash)"
                    + " VALUES (?, 'x', 'long', '')")) {
      insert.setString(1, subject);
      insert.execute();
    }

    assertThat(query("SELECT caller FROM idempotency_key WHERE idempotency_key = 'long'"))
        .containsExactly(subject);
  }
}
