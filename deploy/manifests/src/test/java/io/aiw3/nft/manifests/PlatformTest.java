package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Kafka that the suite's topics and users need, and the feeds as deploy/feeds has them. */
class PlatformTest {
  private static final Path FEEDS = Repository.ROOT.resolve("deploy/feeds");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z_]+)}");

  private final Overlay platform = Overlay.render("platform");

  @Test
  void kafkaIsWhatTheTopicsAndTheUsersNeed() {
    Overlay production = Overlay.render("production");
    JsonNode kafka = platform.find("Kafka", "aiw3").path("spec");
    int brokers = platform.find("KafkaNodePool", "brokers").at("/spec/replicas").asInt();

    for (JsonNode topic : production.ofKind("KafkaTopic")) {
      assertThat(topic.at("/spec/replicas").asInt()).isLessThanOrEqualTo(brokers);
      assertThat(topic.at("/metadata/labels/strimzi.io~1cluster").asText()).isEqualTo("aiw3");
    }
    JsonNode listener = kafka.at("/kafka/listeners/0");
    assertThat(listener.path("tls").asBoolean()).isTrue();
    for (JsonNode user : production.ofKind("KafkaUser")) {
      assertThat(user.at("/spec/authentication/type"))
          .isEqualTo(listener.at("/authentication/type"));
      assertThat(user.at("/spec/authorization/type"))
          .isEqualTo(kafka.at("/kafka/authorization/type"));
    }
    JsonNode bootstrap =
        production
            .environment(production.find("Deployment", "badge-service"))
            .get("KAFKA_BOOTSTRAP_SERVERS");
    assertThat(bootstrap.path("value").asText())
        .isEqualTo("aiw3-kafka-bootstrap.kafka.svc:" + listener.path("port").asText());
    assertThat(listener.path("networkPolicyPeers").toString()).contains("\"aiw3-nft\"", "keda");
    assertThat(kafka.at("/kafka/config/auto.create.topics.enable").asBoolean(true)).isFalse();
    assertThat(kafka.at("/kafka/config/unclean.leader.election.enable").asBoolean(true)).isFalse();
    assertThat(kafka.at("/kafka/config/min.insync.replicas").asInt()).isEqualTo(2);
    assertThat(platform.find("KafkaNodePool", "controllers").at("/spec/replicas").asInt())
        .isEqualTo(3);
  }

  @Test
  void itsNamespaceIsTheOneOfTheTopicsAndIsRestricted() {
    JsonNode namespace = platform.find("Namespace", "kafka");

    assertThat(namespace.at("/metadata/labels/pod-security.kubernetes.io~1enforce").asText())
        .isEqualTo("restricted");
    assertThat(platform.objects())
        .filteredOn(object -> !object.path("kind").asText().equals("Namespace"))
        .allSatisfy(
            object -> assertThat(object.at("/metadata/namespace").asText()).isEqualTo("kafka"));
  }

  /** What a password of the brokers needs comes on top, and nothing else differs. */
  @ParameterizedTest
  @ValueSource(strings = {"legacy-trades", "legacy-users"})
  void aFeedIsTheOneOfTheFeeds(String name) {
    Map<String, String> shipped = texts(Yaml.one(text("connectors/" + name + ".json")));
    JsonNode spec = platform.find("KafkaConnector", name).path("spec");
    Map<String, String> deployed = texts(spec.path("config"));
    deployed
        .keySet()
        .removeIf(key -> key.matches("schema\\.history\\.internal\\.(producer|consumer)\\..*"));
    deployed.put("connector.class", spec.path("class").asText());
    deployed.put("tasks.max", spec.path("tasksMax").asText());

    assertThat(deployed).isEqualTo(shipped);
    assertThat(texts(spec.path("config")))
        .containsEntry("schema.history.internal.producer.security.protocol", "SASL_SSL")
        .containsEntry("schema.history.internal.consumer.security.protocol", "SASL_SSL");
    assertThat(
            platform
                .find("KafkaConnector", name)
                .at("/metadata/labels/strimzi.io~1cluster")
                .asText())
        .isEqualTo("feeds");
  }

  @Test
  void everyVariableOfAFeedIsOneOfTheWorker() {
    JsonNode worker = platform.find("KafkaConnect", "feeds").path("spec");
    Set<String> set = new TreeSet<>();
    worker
        .at("/template/connectContainer/env")
        .forEach(variable -> set.add(variable.path("name").asText()));
    Set<String> named = new TreeSet<>();
    for (JsonNode connector : platform.ofKind("KafkaConnector")) {
      VARIABLE.matcher(connector.toString()).results().forEach(hit -> named.add(hit.group(1)));
    }

    assertThat(named).isNotEmpty().isEqualTo(set);
    assertThat(worker.at("/config/config.providers").asText()).isEqualTo("env");
  }

  @Test
  void theFeedsMayWriteTheirTopicsAndNoOthers() {
    Set<String> written = new TreeSet<>();
    platform
        .find("KafkaUser", "feeds")
        .at("/spec/authorization/acls")
        .forEach(
            acl -> {
              if (acl.path("operations").toString().contains("Write")) {
                written.add(acl.at("/resource/name").asText());
              }
            });

    assertThat(written).containsExactly("connect-", "trades", "users");
    JsonNode worker = platform.find("KafkaConnect", "feeds").path("spec");
    for (String topic : Set.of("configStorageTopic", "offsetStorageTopic", "statusStorageTopic")) {
      assertThat(worker.path(topic).asText()).startsWith("connect-");
    }
    for (JsonNode connector : platform.ofKind("KafkaConnector")) {
      assertThat(connector.at("/spec/config/schema.history.internal.kafka.topic").asText())
          .startsWith("connect-");
    }
  }

  @Test
  void prometheusReadsTheFeedsAndTheLagUnderTheirNames() {
    assertThat(platform.find("ConfigMap", "feeds-metrics").at("/data/jmx-exporter.yaml").asText())
        .isEqualTo(text("jmx-exporter.yaml"));
    assertThat(platform.find("Kafka", "aiw3").at("/spec/kafkaExporter").isObject()).isTrue();
    for (String job : Set.of("feeds", "kafka-exporter")) {
      JsonNode monitor = platform.find("PodMonitor", job);
      assertThat(monitor.at("/spec/podMetricsEndpoints/0/relabelings/0/replacement").asText())
          .isEqualTo(job);
      assertThat(monitor.at("/metadata/labels/release").asText())
          .isEqualTo(Overlay.PRODUCTION.at("/spec/prometheus/release").asText());
    }
  }

  private static String text(String file) {
    return Repository.text(FEEDS.resolve(file));
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
