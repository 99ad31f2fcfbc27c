package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The node answers with errors, with rubbish, or not at all. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "minting"))
@QuarkusTestResource(LocalNetwork.class)
@QuarkusTestResource(TestTokens.class)
class RpcFaultsIT extends FaultTest {
  private static final int TRADERS = 12;
  private static final int FEW = 4;
  private static final long FAULT_MILLIS = 1_500;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "429",
        "500",
        "html",
        "timeout",
        "execute-then-429",
        "execute-then-500",
        "execute-then-timeout"
      })
  void mintsAndUpgradesOnceWhenSendsAreAnsweredWith(String fault) {
    // Given
    List<Trader> traders = Trader.create(TRADERS);
    chain.nextSends(fault, TRADERS);
    int met = met(fault);
    // When
    List<Holder> holders = holders(traders);
    chain.nextSends(fault, burnFaults(fault));
    List<Upgrade> upgrades = prepareAll(holders);
    submitAllAndMintAtOnce(upgrades);
    upgraded(upgrades);
    // Then
    assertThat(met(fault) - met)
        .isGreaterThanOrEqualTo(TRADERS + Math.min(TRADERS, burnFaults(fault)));
    told(traders, List.of(NftEvent.Claimed.class, NftEvent.Burned.class, NftEvent.Upgraded.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"429", "500", "html", "timeout"})
  void mintsAndUpgradesOnceWhenEveryCallIsAnsweredForAWhileWith(String fault)
      throws InterruptedException {
    // Given
    List<Trader> traders = Trader.create(TRADERS);
    List<Upgrade> upgrades = prepareAll(holders(TRADERS));
    // When: in the midst of mints and burns nobody can be asked
    List<String> claims = claimAll(traders);
    submitAllAndMintAtOnce(upgrades);
    chain.control("rpcFault", fault);
    TimeUnit.MILLISECONDS.sleep(FAULT_MILLIS);
    chain.noFaults();
    confirmed(claims);
    upgraded(upgrades);
    // Then
    told(traders, List.of(NftEvent.Claimed.class));
    told(
        upgrades.stream().map(upgrade -> upgrade.holder().trader()).toList(),
        List.of(NftEvent.Claimed.class, NftEvent.Burned.class, NftEvent.Upgraded.class));
  }

  /** All replicas have the same nodes: not ready, all of them would be, and nobody could read. */
  @Test
  void whileNoNodeAnswersTheServiceStaysReadyAndSaysSo() {
    chain.control("rpcFault", "500");
    List<String> claims = claimAll(Trader.create(1));

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                RestAssured.get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body(containsString("no node answers")));

    chain.noFaults();
    confirmed(claims);
  }

  @Test
  void mintsOnceBehindABalancerWithALateNode() {
    // Given
    List<Trader> traders = Trader.create(TRADERS);
    chain.control("late", "lag", Map.of("heights", 40, "statuses", 60, "accounts", 50));
    chain.control("balances", List.of("healthy", "late"));
    // When
    confirmed(claimAll(traders));
    // Then
    told(traders, List.of(NftEvent.Claimed.class));
  }

  /** A swallowed send costs the time-out; several of one burn would outlive its blockhash here. */
  private static int burnFaults(String fault) {
    return switch (fault) {
      case "timeout" -> TRADERS;
      // After each of them the node is left alone for a second, as it asks: with more the burns
      // would expire.
      case "429" -> FEW;
      default -> 2 * TRADERS;
    };
  }

  private int met(String fault) {
    return chain.state().path("injected").path(fault).asInt();
  }
}
