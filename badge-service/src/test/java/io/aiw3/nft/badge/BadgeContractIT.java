package io.aiw3.nft.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.contract.ApiFuzz;
import io.aiw3.nft.testkit.contract.ApiRules;
import io.aiw3.nft.testkit.contract.DataModelPage;
import io.aiw3.nft.testkit.contract.Examples;
import io.aiw3.nft.testkit.contract.IdentifierColumns;
import io.aiw3.nft.testkit.contract.LongBodies;
import io.aiw3.nft.testkit.contract.MessageFuzz;
import io.aiw3.nft.testkit.contract.ReleasedApi;
import io.aiw3.nft.testkit.contract.SecurityMatrix;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class BadgeContractIT {
  @Test
  void onlyTheRightTokenOpensAnOperation() {
    int calls =
        SecurityMatrix.check(
            Map.of(
                "/api/v1/badges", Set.of("user"),
                "/api/v1/admin", Set.of("admin"),
                "/api/v1/admin/badges", Set.of("service", "admin"),
                "/api/v1/admin/badges/definitions", Set.of("admin")));

    assertThat(calls).isEqualTo(13 * 15);
  }

  @Test
  void everyOperationKeepsTheRules() {
    assertThat(ApiRules.broken()).isEmpty();
  }

  @Test
  void nothingThatWasReleasedBreaks() {
    assertThat(ReleasedApi.breakingChanges()).isEmpty();
  }

  @Test
  void everyRequestIsAnsweredAsDescribed() {
    Map<Integer, Integer> answers =
        ApiFuzz.run(List.of(TestTokens.withRoles(31, "user", "service", "admin")));

    assertThat(answers).containsKeys(200, 400, 404);
  }

  @Test
  void everyExampleIsAccepted() {
    String token = TestTokens.withRoles(33, "user", "service", "admin", "competition_manager");

    assertThat(Examples.check(token)).isPositive();
  }

  @Test
  void aLongBodyIsRefusedAsDescribed() {
    String token = TestTokens.withRoles(32, "user", "service", "admin", "competition_manager");

    assertThat(LongBodies.check(token, operation -> LongBodies.USUAL)).isPositive();
  }

  @Test
  void thePageOfTheDataModelNamesColumnsThatAreThere() throws Exception {
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE)) {
      assertThat(DataModelPage.missing(connection, "badge")).isEmpty();
    }
  }

  @Test
  void identifiersAreComparedExactly() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE)) {
      assertThat(
              IdentifierColumns.flaws(
                  connection,
                  "badge.badge_name",
                  "badge.metadata_uri",
                  "badge.image_uri",
                  "badge_definition.badge_name",
                  "badge_definition.description"))
          .isEmpty();
    }
  }

  @Test
  void everyUserRecordIsHandledOrADeadLetter() {
    assertThat(MessageFuzz.run(Topics.USERS, "badge-service." + Topics.USERS)).isPositive();
  }

  @Test
  void everyTaskEventIsHandledOrADeadLetterAndGoodOnesTakeEffectOnce() {
    assertThat(
            MessageFuzz.run(
                Topics.TASK_EVENTS, "badge-service." + Topics.TASK_EVENTS, new GoodTaskEvents()))
        .isPositive();
  }

  @Test
  void everyCommandIsHandledOrADeadLetterAndGoodOnesTakeEffectOnce() {
    try (KafkaProbe kafka = KafkaProbe.ofTestInfrastructure()) {
      assertThat(
              MessageFuzz.run(
                  Topics.BADGE_COMMANDS,
                  "badge-service." + Topics.BADGE_COMMANDS,
                  new GoodCommands(kafka)))
          .isPositive();
    }
  }
}
