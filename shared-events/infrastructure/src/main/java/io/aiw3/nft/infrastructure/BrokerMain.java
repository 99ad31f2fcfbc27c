package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/** Runs one Kafka broker that is its own controller; see {@link KafkaBroker}. */
final class BrokerMain {
  static final String READY = "broker ready";

  private BrokerMain() {}

  /**
   * Formats the data directory when it is new, and runs the broker until SIGTERM.
   *
   * @param args the broker's properties file, the cluster id
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int formatted =
        StorageTool.execute(
            new String[] {
              "format", "--config", file.toString(), "--cluster-id", args[1], "--ignore-formatted"
            },
            System.out);
    if (formatted != 0) {
      System.exit(formatted);
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    KafkaRaftServer broker =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::shutdown, "shutdown"));
    broker.startup();
    System.out.println(READY);
    broker.awaitShutdown();
  }
}
