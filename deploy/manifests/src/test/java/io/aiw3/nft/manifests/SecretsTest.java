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

/** Every required secret is delivered, and none is in the repository. */
class SecretsTest {
  private static final Pattern MOUNTED = Pattern.compile("(?:file:)?(/etc/aiw3/[a-z]+)/(.+)");

  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void everyRequiredSecretIsDelivered(Overlay overlay) {
    Map<String, Set<String>> delivered = delivered(overlay);
    Set<String> required = new TreeSet<>();
    for (JsonNode deployment : overlay.workloads()) {
      for (JsonNode variable : Overlay.container(deployment).path("env")) {
        JsonNode reference = variable.at("/valueFrom/secretKeyRef");
        if (reference.isObject()) {
          String name = reference.path("name").asText();
          assertThat(delivered.get(name)).as(name).contains(reference.path("key").asText());
          required.add(name);
        }
      }
      for (JsonNode volume : Overlay.template(deployment).at("/spec/volumes")) {
        if (volume.has("secret")) {
          String name = volume.at("/secret/secretName").asText();
          assertThat(delivered).containsKey(name);
          required.add(name);
        }
      }
    }
    for (JsonNode reference :
        overlay.find("TriggerAuthentication", "kafka-lag").at("/spec/secretTargetRef")) {
      String name = reference.path("name").asText();
      assertThat(delivered.get(name)).contains(reference.path("key").asText());
      required.add(name);
    }
    assertThat(required).isEqualTo(delivered.keySet());
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
        // That file is there while an operator has stopped signing.
        if (file.matches() && !variable.equals("/etc/aiw3/signing/hold")) {
          String secret = mounts.get(file.group(1));
          assertThat(secret).as(variable).isNotNull();
          assertThat(delivered.get(secret)).as(secret).contains(file.group(2));
          files++;
        }
      }
    }
    // Truststore and token key of four services, wallet and derivation secret of one, the
    // gateway's token key, the settings of Kafka's clients of three commands. With Vault its token
    // and its authority instead of the wallet; with the component jwks no token key.
    int vault = overlay.name().equals("dev") ? 0 : 1;
    int keys = overlay.name().contains("jwks") ? 0 : 4 + 1;
    assertThat(files).isEqualTo(4 + 2 + vault + keys + 3);
  }

  /** In production the system wallet's key is Vault's: no Secret and no volume of a pod has it. */
  @Test
  void theWalletsKeyIsInNoSecretOfProduction() {
    Overlay production = Overlay.render("production");

    Map<String, JsonNode> signer =
        production.environment(production.find("Deployment", "minting-service"));
    assertThat(signer.get("AIW3_SIGNER_KIND").path("value").asText()).isEqualTo("vault");
    assertThat(signer).doesNotContainKeys("AIW3_SOLANA_WALLET_KEY_FILE", "AIW3_SOLANA_WALLET_KEY");
    for (JsonNode external : production.ofKind("ExternalSecret")) {
      assertThat(external.toString()).doesNotContain("wallet.json");
    }
    assertThat(production.find("NetworkPolicy", "signer").toString()).contains("8200");
  }

  /** How each is replaced is in the runbook, and nothing is there that is none. */
  @Test
  void everySecretHasItsRotation() {
    String runbook = Repository.text(Repository.ROOT.resolve("deploy/RUNBOOK.md"));
    int start = runbook.indexOf("#### Secrets");
    String section = runbook.substring(start, runbook.indexOf("\n#### ", start));
    Set<String> listed = new TreeSet<>();
    for (String line : section.split("\n", -1)) {
      if (line.startsWith("| `")) {
        Pattern.compile("`([a-z-]+)`")
            .matcher(line.split("\\|", -1)[1])
            .results()
            .forEach(hit -> listed.add(hit.group(1)));
      }
    }

    assertThat(listed).isEqualTo(delivered(Overlay.render("production")).keySet());
  }

  /** The brake is there before it is needed, and its absence keeps no pod from starting. */
  @ParameterizedTest
  @MethodSource("io.aiw3.nft.manifests.Overlay#everywhere")
  void signingIsHeldByAConfigMapThatNeedNotExist(Overlay overlay) {
    JsonNode minting = overlay.find("Deployment", "minting-service");
    JsonNode volume =
        Overlay.items(Overlay.template(minting).at("/spec/volumes"))
            .filter(candidate -> candidate.path("name").asText().equals("signing"))
            .findFirst()
            .orElseThrow();
    assertThat(volume.at("/configMap/name").asText()).isEqualTo("signing");
    assertThat(volume.at("/configMap/optional").asBoolean()).isTrue();
    // A subPath would never see the file come.
    assertThat(Overlay.container(minting).path("volumeMounts"))
        .anySatisfy(
            mount -> {
              assertThat(mount.path("mountPath").asText()).isEqualTo("/etc/aiw3/signing");
              assertThat(mount.has("subPath")).isFalse();
            });
    assertThat(
            Repository.text(Repository.ROOT.resolve("deploy/RUNBOOK.md"))
                .contains("create configmap signing --from-literal=hold="))
        .isTrue();
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
  void noSecretIsInTheManifests() {
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
