package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.contract.IdentifierColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Of the kit's own tables. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class IdentifierColumnsIT {
  @Test
  void identifiersAreComparedExactly() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"))) {
      assertThat(IdentifierColumns.flaws(connection)).isEmpty();
    }
  }
}
