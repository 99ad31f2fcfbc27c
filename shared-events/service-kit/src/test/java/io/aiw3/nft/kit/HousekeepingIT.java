package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
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
}
