package io.aiw3.nft.operations;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the commands find Kafka. */
final class BrokerOptions {
  @Option(
      names = "--bootstrap",
      paramLabel = "SERVERS",
      required = true,
      defaultValue = "${env:AIW3_KAFKA_BOOTSTRAP}",
      description =
          "brokers; else AIW3_KAFKA_BOOTSTRAP, else (in the scripts) those of the running local"
              + " suite")
  private String bootstrap;

  @Option(names = "--config", paramLabel = "FILE", description = "client properties (TLS, SASL)")
  private Path config;

  Brokers brokers() {
    return new Brokers(bootstrap, config);
  }
}
