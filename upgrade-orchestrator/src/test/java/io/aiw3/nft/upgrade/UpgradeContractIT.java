package io.aiw3.nft.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.contract.ApiFuzz;
import io.aiw3.nft.testkit.contract.ApiRules;
import io.aiw3.nft.testkit.contract.ConsumedTopics;
import io.aiw3.nft.testkit.contract.Examples;
import io.aiw3.nft.testkit.contract.GoodUsers;
import io.aiw3.nft.testkit.contract.LongBodies;
import io.aiw3.nft.testkit.contract.MessageFuzz;
import io.aiw3.nft.testkit.contract.ReleasedApi;
import io.aiw3.nft.testkit.contract.SecurityMatrix;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class UpgradeContractIT {
  @Test
  void onlyTheRightTokenOpensAnOperation() {
    int calls =
        SecurityMatrix.check(
            Map.of(
                "/api/v1/nft", Set.of("user"),
                "/api/v1/admin", Set.of("admin")));

    assertThat(calls).isGreaterThan(30);
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
        ApiFuzz.run(
            List.of(TestTokens.withRoles(31, "user", "service", "admin", "competition_manager")));

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
  void goodUsersBetweenHostileRecordsTakeEffectOnceAndInOrder() {
    assertThat(
            MessageFuzz.run(
                Topics.USERS,
                "upgrade-orchestrator." + Topics.USERS,
                new GoodUsers(
                    Schema.UPGRADE,
                    "SELECT user_id, wallet_address FROM user_wallet WHERE user_id BETWEEN ? AND"
                        + " ?")))
        .isPositive();
  }

  /** Without its own events, which it reads after a restore alone. */
  static Stream<String> consumedTopics() {
    return ConsumedTopics.except(Topics.USERS, Topics.UPGRADE_EVENTS);
  }

  @ParameterizedTest
  @MethodSource("consumedTopics")
  void everyMessageIsHandledOrADeadLetter(String topic) {
    assertThat(MessageFuzz.run(topic, "upgrade-orchestrator." + topic)).isPositive();
  }
}
