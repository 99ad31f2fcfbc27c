package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.infrastructure.TopicLayout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is scaled by what. Needs the services built: their own properties name the groups. */
class ScalingIT {
  private static final String INCOMING = "mp.messaging.incoming.";
  private static final String GROUP = ".group.id";

  private static final Map<String, Integer> PARTITIONS =
      TopicLayout.topics().stream()
          .collect(Collectors.toMap(TopicLayout.Topic::name, TopicLayout.Topic::partitions));

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void everyServiceIsScaledByTheLagOfEachOfItsGroups(Overlay overlay) {
    for (String service : Repository.SERVICES) {
      Set<String> groups =
          kafkaTriggers(overlay, service).stream()
              .map(trigger -> trigger.path("topic").asText() + "=" + group(trigger))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(groups).as(service).isEqualTo(groupsOf(service));
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void noServiceHasMoreReplicasThanPartitions(Overlay overlay) {
    for (String service : Repository.SERVICES) {
      JsonNode spec = overlay.find("ScaledObject", service).path("spec");
      int most =
          kafkaTriggers(overlay, service).stream()
              .mapToInt(trigger -> PARTITIONS.get(trigger.path("topic").asText()))
              .min()
              .orElseThrow();

      // WebSockets are held without a partition (CapacityTest).
      if (sockets(spec) == 0) {
        assertThat(spec.path("maxReplicaCount").asInt()).as(service).isBetween(1, most);
      }
      assertThat(spec.path("minReplicaCount").asInt())
          .as(service)
          .isBetween(1, spec.path("maxReplicaCount").asInt());
    }
  }

  /**
   * Two scalers of one Deployment would undo each other's work, and so would a fixed number. The
   * console sends files out of its memory: it has a number and no scaler.
   */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void everyDeploymentHasOneScalerOrANumberOfItsOwn(Overlay overlay) {
    List<String> scaled =
        overlay.objects().stream()
            .filter(object -> object.at("/spec/scaleTargetRef").isObject())
            .map(object -> object.at("/spec/scaleTargetRef/name").asText())
            .toList();

    assertThat(scaled)
        .containsExactlyInAnyOrderElementsOf(
            overlay.ofKind("Deployment").stream()
                .filter(deployment -> deployment.at("/spec/replicas").isMissingNode())
                .map(deployment -> deployment.at("/metadata/name").asText())
                .toList());
    assertThat(overlay.ofKind("Deployment"))
        .filteredOn(deployment -> !deployment.at("/spec/replicas").isMissingNode())
        .extracting(deployment -> deployment.at("/metadata/name").asText())
        .containsExactly("console");
    assertThat(overlay.find("Deployment", "console").at("/spec/replicas").asInt())
        .isEqualTo(overlay.name().equals("production") ? 2 : 1);
  }

  private static long sockets(JsonNode spec) {
    return Overlay.items(spec.path("triggers"))
        .filter(trigger -> trigger.at("/metadata/query").asText().contains("aiw3_live_clients"))
        .count();
  }

  private static List<JsonNode> kafkaTriggers(Overlay overlay, String service) {
    return Overlay.items(overlay.find("ScaledObject", service).at("/spec/triggers"))
        .filter(trigger -> trigger.path("type").asText().equals("kafka"))
        .map(trigger -> trigger.path("metadata"))
        .toList();
  }

  private static String group(JsonNode trigger) {
    return trigger.path("consumerGroup").asText();
  }

  /**
   * Topic and group of each channel; trades are read past the channels, by TradeConsumer. A channel
   * that only an option switches on has no trigger: while it is off its lag is the whole topic.
   */
  private static Set<String> groupsOf(String service) {
    BuiltService built = new BuiltService(service);
    Set<String> groups = new TreeSet<>();
    for (String name : built.propertyNames()) {
      if (name.startsWith(INCOMING) && name.endsWith(GROUP)) {
        String channel = name.substring(INCOMING.length(), name.length() - GROUP.length());
        if (built.property(INCOMING + channel + ".enabled") != null) {
          continue;
        }
        String topic = built.property(INCOMING + channel + ".topic");
        groups.add((topic == null ? channel : topic) + "=" + built.property(name));
      }
    }
    if (Flows.readBy(service).contains("trades")) {
      groups.add("trades=" + built.property("quarkus.application.name") + ".trades");
    }
    return groups;
  }
}
