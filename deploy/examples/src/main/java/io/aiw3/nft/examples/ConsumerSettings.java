package io.aiw3.nft.examples;

import io.aiw3.nft.contract.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where the broker is and who calls it: from the environment, else the suite of this machine. */
final class ConsumerSettings {
  private ConsumerSettings() {}

  /**
   * @param servers null or empty: those of the environment
   * @param directory in which, or above which, {@code .local/run.json} of a local suite lies
   * @throws IllegalArgumentException without any broker
   */
  static Map<String, Object> of(Map<String, String> environment, String servers, Path directory)
      throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", servers(environment, servers, directory));
    // The ACLs of the user `platform` allow the groups that begin with `platform.`.
    settings.put("group.id", environment.getOrDefault("KAFKA_GROUP_ID", "platform.example-java"));
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    String ca = environment.getOrDefault("KAFKA_CA_FILE", "");
    String user = environment.getOrDefault("KAFKA_USERNAME", "");
    settings.put(
        "security.protocol",
        (user.isEmpty() ? "" : "SASL_") + (ca.isEmpty() ? "PLAINTEXT" : "SSL"));
    if (!ca.isEmpty()) {
      settings.put("ssl.truststore.type", "PEM");
      settings.put("ssl.truststore.location", ca);
    }
    if (!user.isEmpty()) {
      settings.put("sasl.mechanism", "SCRAM-SHA-512");
      settings.put(
          "sasl.jaas.config",
          "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
              .formatted(quoted(user), quoted(environment.getOrDefault("KAFKA_PASSWORD", ""))));
    }
    return settings;
  }

  private static String servers(Map<String, String> environment, String given, Path directory)
      throws IOException {
    String servers =
        given == null || given.isEmpty()
            ? environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "")
            : given;
    for (Path at = directory; servers.isEmpty() && at != null; at = at.getParent()) {
      Path run = at.resolve(".local/run.json");
      if (Files.exists(run)) {
        servers = ContractJson.mapper().readTree(run.toFile()).at("/kafka/bootstrap").asText();
      }
    }
    if (servers.isEmpty()) {
      throw new IllegalArgumentException(
          "Write KAFKA_BOOTSTRAP_SERVERS=host:port, or start deploy/local/up in this repository.");
    }
    return servers;
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
