package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.manifests.Policies.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pod reaches what its own configuration names, and nothing else; and the other way round. */
class NetworkPolicyTest {
  private static final String SUITE = Policies.SUITE;
  private static final List<Integer> PORTS =
      List.of(
          22, 53, 80, 443, 3306, 6379, 6443, 8080, 8081, 8082, 8083, 8084, 8089, 8090, 8200, 8899,
          9092, 9093);
  private static final Pattern ADDRESS =
      Pattern.compile("([a-z][a-z0-9-]*)(?:\\.([a-z0-9-]+)\\.svc)?:([0-9]{2,5})");

  private static final Peer DNS =
      peer("dns", "kube-system", "10.96.0.10", Map.of("k8s-app", "kube-dns"));
  private static final Peer NODE_DNS = peer("dns of the node", "", "169.254.20.10", Map.of());

  /** A pod of cert-manager that answers Let's Encrypt. */
  private static final Peer SOLVER =
      new Peer(
          "solver",
          SUITE,
          "10.4.1.1",
          Map.of("acme.cert-manager.io/http01-solver", "true"),
          Map.of("acmesolver", 8089));

  private static final Peer INTERNET = peer("internet", "", "203.0.113.7", Map.of());
  private static final Peer EDGE =
      peer("edge", "envoy-gateway-system", "10.1.0.1", Map.of("app.kubernetes.io/name", "envoy"));
  private static final Peer PROMETHEUS =
      peer("prometheus", "monitoring", "10.1.0.2", Map.of("app.kubernetes.io/name", "prometheus"));

  /** By the first label of their host name. */
  private static final Map<String, Peer> DEPENDENCIES =
      Map.of(
          "mysql",
          peer("mysql", "data", "10.2.0.1", Map.of("app.kubernetes.io/name", "mysql")),
          "redis",
          peer("redis", "data", "10.2.0.2", Map.of("app.kubernetes.io/name", "redis")),
          "vault",
          peer("vault", "vault", "10.2.0.4", Map.of("app.kubernetes.io/name", "vault")),
          "aiw3-kafka-bootstrap",
          peer(
              "kafka",
              "kafka",
              "10.2.0.3",
              Map.of("strimzi.io/cluster", "aiw3", "strimzi.io/kind", "Kafka")));

  /** Nobody of the suite has any business with these. */
  private static final List<Peer> STRANGERS =
      List.of(
          peer("other database", "data", "10.3.0.1", Map.of("app.kubernetes.io/name", "postgres")),
          peer("other Kafka", "kafka", "10.3.0.2", Map.of("strimzi.io/cluster", "other")),
          peer("mysql elsewhere", "default", "10.3.0.3", Map.of("app.kubernetes.io/name", "mysql")),
          peer("Grafana", "monitoring", "10.3.0.4", Map.of("app.kubernetes.io/name", "grafana")),
          peer("Kubernetes API", "", "10.0.0.1", Map.of()),
          peer("machine metadata", "", "169.254.169.254", Map.of()),
          peer("neighbour", SUITE, "10.3.0.5", Map.of("app.kubernetes.io/name", "neighbour")));

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void whatAPodNamesItReachesAndNothingElse(Overlay overlay) {
    Policies policies = new Policies(overlay.ofKind("NetworkPolicy"));
    List<Peer> pods = pods(overlay);
    List<Peer> world =
        Stream.of(
                pods.stream(),
                DEPENDENCIES.values().stream(),
                STRANGERS.stream(),
                Stream.of(DNS, NODE_DNS, SOLVER, INTERNET, EDGE, PROMETHEUS))
            .flatMap(peers -> peers)
            .toList();
    for (Peer pod : pods) {
      Set<String> reached = new TreeSet<>();
      for (Peer to : world) {
        PORTS.stream()
            .filter(port -> policies.allow(pod, to, "TCP", port))
            .forEach(port -> reached.add(to + ":" + port));
      }
      assertThat(reached).as(pod.name()).isEqualTo(named(overlay, pod));
      assertThat(policies.allow(pod, DNS, "UDP", 53)).as(pod + " resolves names").isTrue();
      assertThat(policies.allow(pod, NODE_DNS, "UDP", 53)).as(pod + " asks its node").isTrue();
      assertThat(policies.allow(pod, INTERNET, "UDP", 53)).as(pod + " calls strangers").isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void whoReachesAPod(Overlay overlay) {
    Policies policies = new Policies(overlay.ofKind("NetworkPolicy"));
    List<Peer> pods = pods(overlay);
    List<Peer> world = new ArrayList<>(pods);
    world.addAll(STRANGERS);
    world.addAll(List.of(EDGE, PROMETHEUS, INTERNET));
    for (Peer pod : pods) {
      Set<String> callers = new TreeSet<>();
      for (Peer from : world) {
        PORTS.stream()
            .filter(port -> policies.allow(from, pod, "TCP", port))
            .forEach(port -> callers.add(from + " to " + port));
      }
      assertThat(callers).as(pod.name()).isEqualTo(callersOf(pod));
    }
  }

  private static Set<String> callersOf(Peer pod) {
    Integer http = pod.ports().get("http");
    if (http == null) {
      return Set.of(); // a command of the operators
    }
    return Set.of("gateway", "console").contains(pod.name())
        ? Set.of("edge to " + http, "prometheus to " + pod.ports().get("metrics"))
        : Set.of("gateway to " + http, "prometheus to " + http);
  }

  /** Without this no certificate would ever be issued or renewed. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void theEdgeReachesTheProofForLetsEncrypt(Overlay overlay) {
    Policies policies = new Policies(overlay.ofKind("NetworkPolicy"));

    assertThat(policies.allow(EDGE, SOLVER, "TCP", 8089)).isTrue();
    assertThat(policies.allow(EDGE, SOLVER, "TCP", 8080)).isFalse();
    assertThat(policies.allow(INTERNET, SOLVER, "TCP", 8089)).isFalse();
    assertThat(policies.allow(SOLVER, INTERNET, "TCP", 443)).isFalse();
  }

  /**
   * Every host and port in the values of a pod's environment and in its arguments, DNS, what is
   * named by an https address, for minting the internet, and for a backfill the legacy table.
   */
  private static Set<String> named(Overlay overlay, Peer pod) {
    Set<String> named = new TreeSet<>(Set.of(DNS + ":53", NODE_DNS + ":53"));
    if (pod.name().equals("minting-service")) {
      named.add(INTERNET + ":443");
    }
    if (pod.name().equals("backfill")) {
      named.add("mysql:3306");
    }
    for (String value : values(overlay, pod)) {
      if (value.startsWith("https://") && value.endsWith("/jwks.json")) {
        named.add(INTERNET + ":443");
      }
      Matcher address = ADDRESS.matcher(value);
      while (address.find()) {
        Peer dependency = DEPENDENCIES.get(address.group(1));
        String name = dependency == null ? address.group(1) : dependency.name();
        String namespace = address.group(2) == null ? SUITE : address.group(2);
        assertThat(namespace).isEqualTo(dependency == null ? SUITE : dependency.namespace());
        named.add(name + ":" + address.group(3));
      }
    }
    return named;
  }

  private static List<String> values(Overlay overlay, Peer pod) {
    JsonNode workload =
        overlay.workloads().stream()
            .filter(candidate -> candidate.at("/metadata/name").asText().equals(pod.name()))
            .findFirst()
            .orElseThrow();
    List<String> values = new ArrayList<>();
    overlay
        .environment(workload)
        .forEach(
            (name, variable) -> {
              // Pages that may call us: nothing that is called.
              if (!name.contains("CORS")) {
                values.add(variable.path("value").asText());
              }
            });
    Overlay.container(workload).path("args").forEach(argument -> values.add(argument.asText()));
    return values;
  }

  private static List<Peer> pods(Overlay overlay) {
    List<Peer> pods = new ArrayList<>();
    for (JsonNode workload : overlay.workloads()) {
      Map<String, String> labels =
          Yaml.JSON.convertValue(
              Overlay.template(workload).at("/metadata/labels"),
              Yaml.JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
      Map<String, Integer> ports = new HashMap<>();
      Overlay.container(workload)
          .path("ports")
          .forEach(
              port -> ports.put(port.path("name").asText(), port.path("containerPort").asInt()));
      pods.add(
          new Peer(
              workload.at("/metadata/name").asText(),
              SUITE,
              "10.4.0." + (pods.size() + 1),
              labels,
              ports));
    }
    return pods;
  }

  private static Peer peer(String name, String namespace, String ip, Map<String, String> labels) {
    return new Peer(name, namespace, ip, labels, Map.of());
  }
}
