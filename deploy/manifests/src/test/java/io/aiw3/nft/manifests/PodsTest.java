package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every pod of the suite is held to. */
class PodsTest {
  /** Quarkus' own limit and that of the ingest (TradeConsumer). */
  private static final int DRAIN_SECONDS = 3 + 10;

  /** GATEWAY_DRAIN_SECONDS, and what the gateway's sockets may take to close. */
  private static final int GATEWAY_DRAIN_SECONDS = 25 + 10;

  /** One application: with its routes, and with the console's files alone. */
  private static final Set<String> GATEWAYS = Set.of("gateway", "console");

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void theGatewayTheConsoleAndTheFourServicesAreDeployed(Overlay overlay) {
    Set<String> expected = new TreeSet<>(Repository.SERVICES);
    expected.addAll(GATEWAYS);
    assertThat(overlay.ofKind("Deployment"))
        .extracting(deployment -> deployment.at("/metadata/name").asText())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The Pod Security Standard "restricted", which the namespace enforces. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void podsAreRestricted(Overlay overlay) {
    assertThat(
            overlay
                .find("Namespace", "aiw3-nft")
                .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                .asText())
        .isEqualTo("restricted");
    for (JsonNode deployment : overlay.workloads()) {
      JsonNode pod = Overlay.template(deployment).path("spec");
      JsonNode security = Overlay.container(deployment).path("securityContext");
      assertThat(
              List.of(
                  pod.at("/securityContext/runAsNonRoot").asText(),
                  pod.at("/securityContext/seccompProfile/type").asText(),
                  security.path("allowPrivilegeEscalation").asText(),
                  security.path("readOnlyRootFilesystem").asText(),
                  security.at("/capabilities/drop").toString()))
          .as(Overlay.id(deployment))
          .containsExactly("true", "RuntimeDefault", "false", "true", "[\"ALL\"]");
      assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
      assertThat(security.path("privileged").asBoolean()).isFalse();
      assertThat(pod.path("containers")).hasSize(1);
      assertThat(pod.has("initContainers")).isFalse();
      for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
        assertThat(pod.has(host)).as(host).isFalse();
      }
      for (JsonNode volume : pod.path("volumes")) {
        assertThat(
                volume.has("emptyDir")
                    || volume.has("secret")
                    || volume.has("configMap")
                    || volume.has("persistentVolumeClaim"))
            .as(volume.toString())
            .isTrue();
      }
    }
  }

  /** Kafka's zstd and snappy load libraries from there; a volume in memory may be noexec. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void temporaryFilesAreOnAVolumeThatAllowsExecution(Overlay overlay) {
    for (JsonNode deployment : overlay.workloads()) {
      JsonNode mount =
          Overlay.items(Overlay.container(deployment).path("volumeMounts"))
              .filter(candidate -> candidate.path("mountPath").asText().equals("/tmp"))
              .findFirst()
              .orElseThrow();
      JsonNode volume =
          Overlay.items(Overlay.template(deployment).at("/spec/volumes"))
              .filter(candidate -> candidate.path("name").equals(mount.path("name")))
              .findFirst()
              .orElseThrow();
      assertThat(mount.path("readOnly").asBoolean()).isFalse();
      assertThat(volume.at("/emptyDir/sizeLimit").asText()).isNotEmpty();
      assertThat(volume.at("/emptyDir/medium").isMissingNode()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void noPodHasATokenForTheCluster(Overlay overlay) {
    for (JsonNode deployment : overlay.workloads()) {
      JsonNode pod = Overlay.template(deployment).path("spec");
      JsonNode account = overlay.find("ServiceAccount", pod.path("serviceAccountName").asText());
      assertThat(account.path("automountServiceAccountToken").asText()).isEqualTo("false");
      assertThat(pod.path("automountServiceAccountToken").asText()).isEqualTo("false");
      assertThat(pod.path("enableServiceLinks").asText()).isEqualTo("false");
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void probesAskTheRightPaths(Overlay overlay) {
    for (JsonNode deployment : overlay.ofKind("Deployment")) {
      JsonNode container = Overlay.container(deployment);
      boolean gateway = GATEWAYS.contains(deployment.at("/metadata/name").asText());
      String root = gateway ? "/health" : "/q/health";
      assertThat(
              List.of(
                  container.at("/startupProbe/httpGet/path").asText(),
                  container.at("/livenessProbe/httpGet/path").asText(),
                  container.at("/readinessProbe/httpGet/path").asText()))
          .containsExactly(root + "/live", root + "/live", root + (gateway ? "/live" : "/ready"));
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo("http");
      }
      assertThat(container.at("/ports/0/name").asText()).isEqualTo("http");
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void whatIsUnderWayHasTimeToEnd(Overlay overlay) {
    for (JsonNode deployment : overlay.ofKind("Deployment")) {
      int preStop = Overlay.container(deployment).at("/lifecycle/preStop/sleep/seconds").asInt();
      int grace = deployment.at("/spec/template/spec/terminationGracePeriodSeconds").asInt();
      assertThat(preStop).isPositive();
      boolean gateway = GATEWAYS.contains(deployment.at("/metadata/name").asText());
      assertThat(grace).isGreaterThan(preStop + (gateway ? GATEWAY_DRAIN_SECONDS : DRAIN_SECONDS));
      assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void podsAreSpreadOnceByZoneAndOnceByMachine(Overlay overlay) {
    for (JsonNode deployment : overlay.ofKind("Deployment")) {
      JsonNode labels = deployment.at("/spec/template/metadata/labels");
      JsonNode constraints = deployment.at("/spec/template/spec/topologySpreadConstraints");
      assertThat(constraints)
          .extracting(constraint -> constraint.path("topologyKey").asText())
          .containsExactlyInAnyOrder("topology.kubernetes.io/zone", "kubernetes.io/hostname");
      for (JsonNode constraint : constraints) {
        constraint
            .at("/labelSelector/matchLabels")
            .properties()
            .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
        assertThat(constraint.path("matchLabelKeys").toString()).contains("app.kubernetes.io/name");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void memoryIsReservedInFullAndCpuIsNotCut(Overlay overlay) {
    for (JsonNode deployment : overlay.workloads()) {
      JsonNode resources = Overlay.container(deployment).path("resources");
      assertThat(resources.at("/requests/memory").asText())
          .isNotEmpty()
          .isEqualTo(resources.at("/limits/memory").asText());
      assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
      assertThat(resources.at("/limits/cpu").isMissingNode()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void selectorsMeetThePodsOfOneDeployment(Overlay overlay) {
    for (String kind : List.of("Service", "PodDisruptionBudget", "Deployment")) {
      assertThat(overlay.ofKind(kind)).hasSameSizeAs(overlay.ofKind("Deployment"));
      for (JsonNode object : overlay.ofKind(kind)) {
        JsonNode selector = object.at("/spec/selector");
        JsonNode wanted = kind.equals("Service") ? selector : selector.path("matchLabels");
        assertThat(wanted.size()).isPositive();
        Set<String> selected =
            overlay.ofKind("Deployment").stream()
                .filter(deployment -> carries(deployment, wanted))
                .map(deployment -> deployment.at("/metadata/name").asText())
                .collect(Collectors.toSet());
        assertThat(selected)
            .as(Overlay.id(object))
            .containsExactly(object.at("/metadata/name").asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void everyImageHasAVersion(Overlay overlay) {
    for (JsonNode deployment : overlay.workloads()) {
      boolean command = overlay.jobs("operator").contains(deployment);
      String name =
          command ? "operator" : deployment.at("/metadata/name").asText().replace("migrate-", "");
      assertThat(Overlay.container(deployment).path("image").asText())
          .matches(
              "[a-z0-9.-]+/aiw3-nft/" + name + ":(?!latest)[A-Za-z0-9._-]+(@sha256:[0-9a-f]{64})?");
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void theMonitorsFindTheServicesTheGatewayAndTheConsole(Overlay overlay) {
    monitored(overlay, "services", "/q/metrics", Set.copyOf(Repository.SERVICES));
    monitored(overlay, "gateway", "/metrics", Set.of("gateway"));
    monitored(overlay, "console", "/metrics", Set.of("console"));
  }

  /** The operator of Prometheus takes no monitor and no rule without it. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void monitorsAndRulesCarryTheLabelThatTheyAreSelectedBy(Overlay overlay) {
    for (String kind : List.of("ServiceMonitor", "PrometheusRule")) {
      assertThat(overlay.ofKind(kind))
          .isNotEmpty()
          .allSatisfy(
              object ->
                  assertThat(object.at("/metadata/labels/release").asText())
                      .isEqualTo("kube-prometheus-stack"));
    }
  }

  private static void monitored(
      Overlay overlay, String monitor, String path, Set<String> expected) {
    JsonNode spec = overlay.find("ServiceMonitor", monitor).path("spec");
    Set<String> watched =
        overlay.ofKind("Service").stream()
            .filter(
                service ->
                    spec.at("/selector/matchLabels").properties().stream()
                        .allMatch(
                            label ->
                                label
                                    .getValue()
                                    .equals(service.at("/metadata/labels").get(label.getKey()))))
            .map(service -> service.at("/metadata/name").asText())
            .collect(Collectors.toSet());
    assertThat(watched).isEqualTo(expected);
    assertThat(spec.at("/endpoints/0/path").asText()).isEqualTo(path);
    for (String name : watched) {
      String port = spec.at("/endpoints/0/port").asText();
      assertThat(overlay.find("Service", name).at("/spec/ports"))
          .anySatisfy(
              candidate -> {
                assertThat(candidate.path("name").asText()).isEqualTo(port);
                assertThat(candidate.path("targetPort").asText()).isEqualTo(port);
              });
      assertThat(Overlay.container(overlay.find("Deployment", name)).path("ports"))
          .anySatisfy(candidate -> assertThat(candidate.path("name").asText()).isEqualTo(port));
    }
  }

  private static boolean carries(JsonNode deployment, JsonNode labels) {
    JsonNode own = deployment.at("/spec/template/metadata/labels");
    return labels.properties().stream()
        .allMatch(label -> label.getValue().equals(own.get(label.getKey())));
  }
}
