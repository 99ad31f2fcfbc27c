package io.aiw3.nft.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates NetworkPolicies of one namespace as the cluster's network does. */
final class Policies {
  static final String SUITE = "aiw3-nft";

  private static final Set<String> PEER = Set.of("podSelector", "namespaceSelector", "ipBlock");

  private final List<JsonNode> policies;

  Policies(List<JsonNode> policies) {
    this.policies = policies;
  }

  /**
   * One end of a connection.
   *
   * @param namespace empty outside of the cluster
   * @param ports container ports by name, which a policy may name instead of a number
   */
  record Peer(
      String name,
      String namespace,
      String ip,
      Map<String, String> labels,
      Map<String, Integer> ports) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Whether a connection may be made; only ends in the suite's namespace are guarded by us. */
  boolean allow(Peer from, Peer to, String protocol, int port) {
    return (!from.namespace().equals(SUITE) || allow("Egress", from, to, to, protocol, port))
        && (!to.namespace().equals(SUITE) || allow("Ingress", to, from, to, protocol, port));
  }

  private boolean allow(
      String direction, Peer guarded, Peer other, Peer listener, String protocol, int port) {
    List<JsonNode> selecting =
        policies.stream()
            .map(policy -> policy.path("spec"))
            .filter(
                spec ->
                    Overlay.items(spec.path("policyTypes"))
                        .anyMatch(t -> t.asText().equals(direction)))
            .filter(spec -> selects(spec.path("podSelector"), guarded.labels()))
            .toList();
    boolean egress = direction.equals("Egress");
    return selecting.isEmpty()
        || selecting.stream()
            .flatMap(spec -> Overlay.items(spec.path(egress ? "egress" : "ingress")))
            .anyMatch(
                rule ->
                    peers(rule.path(egress ? "to" : "from"), other)
                        && ports(rule.path("ports"), listener, protocol, port));
  }

  private static boolean peers(JsonNode peers, Peer other) {
    return peers.isMissingNode() || Overlay.items(peers).anyMatch(peer -> peer(peer, other));
  }

  private static boolean peer(JsonNode peer, Peer other) {
    peer.fieldNames()
        .forEachRemaining(
            field -> {
              if (!PEER.contains(field)) {
                throw new AssertionError("not understood: " + peer);
              }
            });
    if (peer.has("ipBlock")) {
      return in(peer.at("/ipBlock/cidr").asText(), other.ip())
          && Overlay.items(peer.at("/ipBlock/except")).noneMatch(e -> in(e.asText(), other.ip()));
    }
    boolean namespace =
        peer.has("namespaceSelector")
            ? !other.namespace().isEmpty()
                && selects(
                    peer.path("namespaceSelector"),
                    Map.of("kubernetes.io/metadata.name", other.namespace()))
            : other.namespace().equals(SUITE);
    return namespace
        && (!peer.has("podSelector") || selects(peer.path("podSelector"), other.labels()));
  }

  private static boolean ports(JsonNode ports, Peer listener, String protocol, int port) {
    return ports.isMissingNode()
        || Overlay.items(ports)
            .anyMatch(
                rule ->
                    rule.path("protocol").asText("TCP").equals(protocol)
                        && (rule.path("port").isInt()
                            ? rule.path("port").asInt() == port
                            : listener.ports().getOrDefault(rule.path("port").asText(), -1)
                                == port));
  }

  private static boolean selects(JsonNode selector, Map<String, String> labels) {
    for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
      if (!label.getValue().asText().equals(labels.get(label.getKey()))) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!expression.path("operator").asText().equals("In")) {
        throw new AssertionError("not understood: " + expression);
      }
      String value = labels.get(expression.path("key").asText());
      if (Overlay.items(expression.path("values")).noneMatch(v -> v.asText().equals(value))) {
        return false;
      }
    }
    return true;
  }

  private static boolean in(String cidr, String ip) {
    String[] parts = cidr.split("/", 2);
    int shift = 32 - Integer.parseInt(parts[1]);
    return number(parts[0]).shiftRight(shift).equals(number(ip).shiftRight(shift));
  }

  private static BigInteger number(String ip) {
    try {
      return new BigInteger(1, InetAddress.getByName(ip).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
