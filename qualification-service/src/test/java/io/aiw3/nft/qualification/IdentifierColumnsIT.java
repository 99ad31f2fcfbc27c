package io.aiw3.nft.qualification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.contract.DataModelPage;
import io.aiw3.nft.testkit.contract.IdentifierColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Identifiers are compared exactly. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "qualification"))
@QuarkusTestResource(TestTokens.class)
class IdentifierColumnsIT {
  @Test
  void thePageOfTheDataModelNamesColumnsThatAreThere() throws Exception {
    try (Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION)) {
      assertThat(DataModelPage.missing(connection, "qualification")).isEmpty();
    }
  }

  @Test
  void everyIdentifierColumnHasABinaryCollation() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.QUALIFICATION)) {
      assertThat(IdentifierColumns.flaws(connection, "nft.nft_name", "user_history.details"))
          .isEmpty();
    }
  }
}
