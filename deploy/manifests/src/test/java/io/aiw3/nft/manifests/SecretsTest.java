package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every secret that is asked for is delivered, and none stands in the repository. */
class SecretsTest {
  private static final Pattern MOUNTED = Pattern.compile("(?:file:)?(/etc/aiw3/[a-z]+)/(.+)");

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void everySecretThatIsAskedForIsDelivered(Overlay overlay) {
    Map<String, Set<String>> delivered = delivered(overlay);
    Set<String> asked = new TreeSet<>();
    for (JsonNode deployment : overlay.workloads()) {
      for (JsonNode variable : Overlay.container(deployment).path("env")) {
        JsonNode reference = variable.at("/valueFrom/secretKeyRef");
        if (reference.isObject()) {
          String name = reference.path("name").asText();
          assertThat(delivered.get(name)).as(name).contains(reference.path("key").asText());
          asked.add(name);
        }
      }
      for (JsonNode volume : Overlay.template(deployment).at("/spec/volumes")) {
        if (volume.has("secret")) {
          String name = volume.at("/secret/secretName").asText();
          assertThat(delivered).containsKey(name);
          asked.add(name);
        }
      }
    }
    for (JsonNode reference :
        overlay.find("TriggerAuthentication", "kafka-lag").at("/spec/secretTargetRef")) {
      String name = reference.path("name").asText();
      assertThat(delivered.get(name)).contains(reference.path("key").asText());
      asked.add(name);
    }
    assertThat(asked).isEqualTo(delivered.keySet());
  }

  /** A variable that names a file names one that is mounted, with a key of the mounted secret. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void everyFileThatIsNamedIsMounted(Overlay overlay) {
    Map<String, Set<String>> delivered = delivered(overlay);
    int files = 0;
    for (JsonNode deployment : overlay.workloads()) {
      Map<String, String> mounts = mounts(deployment);
      List<String> named = new ArrayList<>();
      overlay
          .environment(deployment)
          .values()
          .forEach(variable -> named.add(variable.path("value").asText()));
      Overlay.container(deployment).path("args").forEach(word -> named.add(word.asText()));
      for (String variable : named) {
        Matcher file = MOUNTED.matcher(variable);
        if (file.matches()) {
          String secret = mounts.get(file.group(1));
          assertThat(secret).as(variable).isNotNull();
          assertThat(delivered.get(secret)).as(secret).contains(file.group(2));
          files++;
        }
      }
    }
    // Truststore and token key of four services, wallet and derivation secret of one, the
    // gateway's token key, the settings of Kafka's clients of three commands. With the components:
    // no token key, and the token and the authority of Vault instead of the wallet.
    assertThat(files)
        .isEqualTo(overlay.name().contains(" with ") ? 4 + 1 + 2 + 3 : 4 * 2 + 2 + 1 + 3);
  }

  /** Secrets of Strimzi are copied by an account that may read these and no others. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#all")
  void theCredentialsOfKafkaMayBeReadAndNothingElse(Overlay overlay) {
    Set<String> copied = new TreeSet<>();
    for (JsonNode external : overlay.ofKind("ExternalSecret")) {
      if (external.at("/spec/secretStoreRef/kind").asText().equals("SecretStore")) {
        external.at("/spec/data").forEach(entry -> copied.add(entry.at("/remoteRef/key").asText()));
      }
    }
    JsonNode rule = overlay.find("Role", "aiw3-nft-credentials").at("/rules/0");
    Set<String> readable = new TreeSet<>();
    rule.path("resourceNames").forEach(name -> readable.add(name.asText()));
    assertThat(readable).isEqualTo(copied);
    assertThat(rule.path("verbs").toString()).isEqualTo("[\"get\"]");

    Set<String> made = new TreeSet<>(Set.of("aiw3-cluster-ca-cert"));
    overlay.ofKind("KafkaUser").forEach(user -> made.add(user.at("/metadata/name").asText()));
    assertThat(made).containsAll(copied);
  }

  @Test
  void noSecretStandsInTheManifests() {
    assertThat(Overlay.render("production").ofKind("Secret")).isEmpty();
    assertThat(Overlay.render("dev").ofKind("Secret")).isEmpty();
  }

  private static Map<String, Set<String>> delivered(Overlay overlay) {
    Map<String, Set<String>> delivered = new HashMap<>();
    for (JsonNode external : overlay.ofKind("ExternalSecret")) {
      Set<String> keys = new TreeSet<>();
      JsonNode template = external.at("/spec/target/template/data");
      if (template.isObject()) {
        template.fieldNames().forEachRemaining(keys::add);
      } else {
        external.at("/spec/data").forEach(entry -> keys.add(entry.path("secretKey").asText()));
      }
      delivered.put(external.at("/spec/target/name").asText(), keys);
    }
    return delivered;
  }

  /** Secret by the path where it is mounted. */
  private static Map<String, String> mounts(JsonNode deployment) {
    Map<String, String> secrets = new HashMap<>();
    for (JsonNode volume : Overlay.template(deployment).at("/spec/volumes")) {
      secrets.put(volume.path("name").asText(), volume.at("/secret/secretName").asText());
    }
    Map<String, String> mounts = new HashMap<>();
    for (JsonNode mount : Overlay.container(deployment).path("volumeMounts")) {
      mounts.put(mount.path("mountPath").asText(), secrets.get(mount.path("name").asText()));
    }
    return mounts;
  }
}
