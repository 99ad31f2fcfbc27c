package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.TopicLayout;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strimzi's topics and users against the suite's own tables. */
class KafkaResourcesTest {
  /** What a service has published itself, to restore what its database lost. */
  private static final Map<String, String> READ_AFTER_A_RESTORE =
      Map.of("badge-service", Topics.BADGE_EVENTS, "upgrade-orchestrator", Topics.UPGRADE_EVENTS);

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void theTopicsAreThoseOfTheLayout(Overlay overlay) {
    assertThat(overlay.ofKind("KafkaTopic"))
        .extracting(topic -> topic.at("/metadata/name").asText())
        .containsExactlyInAnyOrderElementsOf(
            TopicLayout.topics().stream().map(TopicLayout.Topic::name).toList());
    for (TopicLayout.Topic expected : TopicLayout.topics()) {
      JsonNode spec = overlay.find("KafkaTopic", expected.name()).path("spec");
      assertThat(spec.path("partitions").asInt())
          .as(expected.name())
          .isEqualTo(expected.partitions());
      Set<String> config = new TreeSet<>();
      spec.path("config")
          .properties()
          .forEach(e -> config.add(e.getKey() + "=" + e.getValue().asText()));
      config.removeIf(entry -> entry.startsWith("min.insync.replicas="));
      assertThat(config)
          .as(expected.name())
          .isEqualTo(
              expected.config().entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue())
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void everyTopicOutlivesTheLossOfABrokerWhereThereAreSeveral(Overlay overlay) {
    for (JsonNode topic : overlay.ofKind("KafkaTopic")) {
      int replicas = topic.at("/spec/replicas").asInt();
      int inSync = topic.path("spec").path("config").path("min.insync.replicas").asInt();
      assertThat(inSync).as(Overlay.id(topic)).isEqualTo(replicas == 1 ? 1 : replicas - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void aServiceMayDoWhatItDoesAndNothingElse(Overlay overlay) {
    for (String service : Repository.SERVICES) {
      Set<String> expected = new TreeSet<>();
      for (String topic : Flows.readBy(service)) {
        // Dead letters are written, shown to administrators, and sent back.
        expected.add("topic literal " + topic + " Describe,Read,Write");
        expected.add("group literal " + service + "." + topic + " Describe,Read");
        expected.add("topic literal " + Topics.deadLetter(topic) + " Describe,Read,Write");
      }
      expected.add("group literal aiw3-replay Describe,Read");
      expected.add("transactionalId prefix aiw3-replay. Describe,Write");
      for (String topic : Flows.writtenBy(service)) {
        boolean readBack = topic.equals(READ_AFTER_A_RESTORE.get(service));
        expected.add("topic literal " + topic + " Describe," + (readBack ? "Read," : "") + "Write");
        if (readBack) {
          expected.add("group literal " + service + "." + topic + " Describe,Read");
          expected.add("topic literal " + Topics.deadLetter(topic) + " Describe,Read,Write");
        }
      }
      assertThat(acls(overlay, service)).as(service).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void thePlatformFeedsTheInputsAndReadsWhatIsPublic(Overlay overlay) {
    Set<String> expected = new TreeSet<>(Set.of("group prefix platform. Describe,Read"));
    Set.of(Topics.TRADES, Topics.USERS, Topics.TASK_EVENTS, Topics.COMPETITION_RESULTS)
        .forEach(topic -> expected.add("topic literal " + topic + " Describe,Write"));
    Flows.readBy("other teams")
        .forEach(topic -> expected.add("topic literal " + topic + " Describe,Read"));

    assertThat(acls(overlay, "platform")).isEqualTo(expected);
  }

  @Test
  void whoReadsTheLagMayOnlyLook() {
    Set<String> expected = new TreeSet<>();
    for (String service : Repository.SERVICES) {
      for (String topic : Flows.readBy(service)) {
        expected.add("topic literal " + topic + " Describe");
        expected.add("group literal " + service + "." + topic + " Describe");
      }
    }
    assertThat(acls(Overlay.render("production"), "kafka-lag")).isEqualTo(expected);
  }

  /** Time lines are read, dead letters are read and sent back, trades are written. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void anOperatorMayDoWhatTheCommandsDo(Overlay overlay) {
    Set<String> expected = new TreeSet<>();
    for (String service : Repository.SERVICES) {
      for (String topic : Flows.readBy(service)) {
        expected.add("topic literal " + Topics.deadLetter(topic) + " Describe,Read");
        expected.add("topic literal " + topic + " Describe,Write");
      }
      Flows.writtenBy(service)
          .forEach(topic -> expected.add("topic literal " + topic + " Describe,Read"));
    }
    for (String topic : READ_AFTER_A_RESTORE.values()) {
      expected.add("topic literal " + Topics.deadLetter(topic) + " Describe,Read");
      expected.add("topic literal " + topic + " Describe,Write");
    }
    expected.add("group literal aiw3-replay Describe,Read");
    expected.add("transactionalId prefix aiw3-replay. Describe,Write");

    assertThat(acls(overlay, "operator")).isEqualTo(expected);
  }

  private static Set<String> acls(Overlay overlay, String user) {
    Set<String> acls = new TreeSet<>();
    for (JsonNode acl : overlay.find("KafkaUser", user).at("/spec/authorization/acls")) {
      JsonNode resource = acl.path("resource");
      acls.add(
          "%s %s %s %s"
              .formatted(
                  resource.path("type").asText(),
                  resource.path("patternType").asText(),
                  resource.path("name").asText(),
                  Overlay.items(acl.path("operations"))
                      .map(JsonNode::asText)
                      .collect(Collectors.joining(","))));
    }
    return acls;
  }
}
