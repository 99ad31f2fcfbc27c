package io.aiw3.nft.minting;

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

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class IdentifierColumnsIT {
  @Test
  void thePageOfTheDataModelNamesColumnsThatAreThere() throws Exception {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING)) {
      assertThat(DataModelPage.missing(connection, "minting")).isEmpty();
    }
  }

  @Test
  void identifiersAreComparedExactly() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.MINTING)) {
      assertThat(
              IdentifierColumns.flaws(
                  connection,
                  "badge_asset.pinning_error",
                  "badge_definition.name",
                  "badge_definition.symbol",
                  "chain_transaction.error_message",
                  "competition.name",
                  "competition_audit.reason",
                  "nft_reissue.reason",
                  "nftdefinition.description",
                  "nftdefinition.metadata",
                  "nftdefinition.name",
                  "nftdefinition.pinning_error",
                  "nftdefinition.symbol",
                  "usernft.nft_name"))
          .isEmpty();
    }
  }
}
