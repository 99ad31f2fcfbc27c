package io.aiw3.nft.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both examples read the same environment. */
class ConsumerSettingsTest {
  private static final Map<String, String> SECURE =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "broker:9093",
          "KAFKA_USERNAME", "platform",
          "KAFKA_PASSWORD", "a\"b");

  @TempDir Path directory;

  @Test
  void theLocalSuiteIsFoundFromBelow() throws IOException {
    Path below = Files.createDirectories(directory.resolve("deploy/examples/node"));
    Files.createDirectories(directory.resolve(".local"));
    Files.writeString(
        directory.resolve(".local/run.json"), "{\"kafka\":{\"bootstrap\":\"127.0.0.1:19092\"}}");

    assertThat(ConsumerSettings.of(Map.of(), null, below))
        .containsEntry("bootstrap.servers", "127.0.0.1:19092")
        .containsEntry("group.id", "platform.example-java")
        .containsEntry("security.protocol", "PLAINTEXT")
        .containsEntry("enable.auto.commit", false);
    assertThat(ConsumerSettings.of(Map.of(), "other:1", below))
        .containsEntry("bootstrap.servers", "other:1");
    assertThat(node("{}", below)).contains("127.0.0.1:19092").contains("platform.example-node");
  }

  @Test
  void withoutABrokerASentenceSaysWhatToWrite() throws IOException {
    assertThatThrownBy(() -> ConsumerSettings.of(Map.of(), null, directory))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Write KAFKA_BOOTSTRAP_SERVERS=host:port");
    assertThat(node("{}", directory))
        .isEqualTo(
            "Write KAFKA_BOOTSTRAP_SERVERS=host:port, or start deploy/local/up in this"
                + " repository.");
  }

  @Test
  void tlsAndScramComeFromTheEnvironment() throws IOException {
    Path ca = Files.writeString(directory.resolve("ca.crt"), "a certificate");
    Map<String, String> environment = new java.util.HashMap<>(SECURE);
    environment.put("KAFKA_CA_FILE", ca.toString());
    environment.put("KAFKA_GROUP_ID", "platform.shop");

    assertThat(ConsumerSettings.of(environment, null, directory))
        .containsEntry("group.id", "platform.shop")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("ssl.truststore.location", ca.toString())
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .extractingByKey("sasl.jaas.config")
        .asString()
        .endsWith("required username=\"platform\" password=\"a\\\"b\";");
    assertThat(ConsumerSettings.of(SECURE, null, directory))
        .containsEntry("security.protocol", "SASL_PLAINTEXT");
    assertThat(
            node(
                io.aiw3.nft.contract.ContractJson.mapper().writeValueAsString(environment),
                directory))
        .contains("\"tls\":{\"ca\":\"a certificate\"}")
        .contains("\"mechanism\":\"SCRAM-SHA-512\",\"username\":\"platform\"")
        .contains("\"groupId\":\"platform.shop\"");
  }

  /** The settings that the Node example has, as JSON, or its sentence. */
  private String node(String environment, Path below) throws IOException {
    String module = Path.of("node/settings.js").toUri().toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    "node",
                    "--input-type=module",
                    "-e",
                    "const { settings } = await import('"
                        + module
                        + "'); try {"
                        + " console.log(JSON.stringify(settings(JSON.parse(process.argv[1]),"
                        + " undefined, process.argv[2]))); } catch (e) { console.log(e.message); }",
                    environment,
                    below.toString()))
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
