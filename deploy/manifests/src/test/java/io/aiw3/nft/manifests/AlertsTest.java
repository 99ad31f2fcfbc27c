package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertsTest {
  /** Kustomize reads nothing outside of its own folder: the rules stand there once more. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void theRulesOfTheClusterAreThoseOfPrometheus(Overlay overlay) {
    assertThat(overlay.find("PrometheusRule", "aiw3-nft").path("spec"))
        .isEqualTo(
            Yaml.one(
                Repository.text(
                    Repository.ROOT.resolve("deploy/observability/prometheus/alerts.yaml"))));
  }
}
