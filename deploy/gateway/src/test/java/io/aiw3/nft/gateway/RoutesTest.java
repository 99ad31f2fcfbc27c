package io.aiw3.nft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private final Routes routes = Routes.bundled();

  @ParameterizedTest
  @CsvSource({
    "/api/v1/nft/status, qualification-service",
    "/api/v1/nft/qualifications, qualification-service",
    "/api/v1/nft/history, qualification-service",
    "/api/v1/nft/volume, qualification-service",
    "/api/v1/nft/profile, qualification-service",
    "/api/v1/nft/profiles/9xQe, qualification-service",
    "/api/v1/nft/artwork, minting-service",
    "/api/v1/nft/config, minting-service",
    "/api/v1/nft/tiers, qualification-service",
    "/api/v1/nft/benefits, qualification-service",
    "/api/v1/users/42/nft/status, qualification-service",
    "/api/v1/admin/users/nft-status, qualification-service",
    "/api/v1/admin/dead-letters/qualification-service/trades, qualification-service",
    "/api/v1/admin/dead-letters/badge-service/task-events/0/7/replay, badge-service",
    "/api/v1/admin/dead-letters/minting-service/users, minting-service",
    "/api/v1/admin/dead-letters/upgrade-orchestrator/saga-replies, upgrade-orchestrator",
    "/api/v1/admin/dead-letters/no-such-service/trades, qualification-service",
    "/api/v1/badges, badge-service",
    "/api/v1/badges/7/bind, badge-service",
    "/api/v1/admin/badges, badge-service",
    "/api/v1/nfts, minting-service",
    "/api/v1/nfts/Mint111/activate, minting-service",
    "/api/v1/admin/competitions, minting-service",
    "/api/v1/admin/competitions/3/awards, minting-service",
    "/api/v1/admin/nft-definitions/5, minting-service",
    "/api/v1/nft/claim, upgrade-orchestrator",
    "/api/v1/nft/upgrades, upgrade-orchestrator",
    "/api/v1/nft/upgrades/9/burn-transaction, upgrade-orchestrator",
    "/api/v1/nft/operations/9, upgrade-orchestrator",
    "/api/v1/nft/events, upgrade-orchestrator",
    "/api/v1/admin/upgrades/9/retry, upgrade-orchestrator",
  })
  void aCallLeadsToTheServiceThatOwnsIt(String path, String service) {
    assertThat(routes.find(path).map(Route::service)).contains(service);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/v1/admin/users/42", "/api/v1/admin/search", "/api/v1/admin/overview"})
  void operatorsPagesAreComposedOfEveryService(String path) {
    Route route = routes.find(path).orElseThrow();

    assertThat(route.composition().parts().stream().map(Composition.Part::service))
        .containsExactlyInAnyOrder(
            "qualification-service", "badge-service", "minting-service", "upgrade-orchestrator");
    assertThat(route.composition().parts().get(0).uri(route.path().variables(path), "q=a"))
        .isEqualTo(path + "?q=a");
  }

  @Test
  void theFirstScreenIsComposedOfEveryService() {
    Route route = routes.find("/api/v1/nft/portfolio").orElseThrow();

    assertThat(route.service()).isNull();
    assertThat(route.open()).isFalse();
    assertThat(route.composition().parts().stream().map(Composition.Part::service))
        .containsOnly(
            "qualification-service", "badge-service", "minting-service", "upgrade-orchestrator");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/q/metrics",
        "/api/v1/nft",
        "/api/v1/nft/status/more",
        "/api/v1/nft/claim/1",
        "/api/v1/users/42",
        "/api/v1/users/nft/status",
        "/api/v2/nft/status",
        "/api/v1/badgesx"
      })
  void anyOtherPathLeadsNowhere(String path) {
    assertThat(routes.find(path)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/nfts/../../../q/metrics",
        "/api/v1/nfts/%2e%2e/x",
        "/api/v1/nfts/%252e%252e/x",
        "/api/v1/nfts/a%2fb",
        "/api/v1/nfts/a%5cb",
        "/api/v1/nfts/a;b",
        "/api/v1/nfts//x",
        "/api/v1/nfts/%zz",
        "/api/v1/nfts/%00",
        "api"
      })
  void aPathWithTwoReadingsIsNotSafe(String path) {
    assertThat(SafePath.isSafe(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/api/v1/nfts/abc-DEF_1.2~", "/api/v1/nfts/a+b%20c"})
  void anOrdinaryPathIsSafe(String path) {
    assertThat(SafePath.isSafe(path)).isTrue();
  }
}
