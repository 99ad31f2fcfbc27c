package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that a team would write in place of the service, with a framework of its choice. It
 * reads all trades of the topic and runs until it is stopped.
 *
 * @param title in the report
 * @param name of its process and its log
 * @param keepsLedger whether it writes each trade, or the volumes alone
 * @param command how to start it
 */
record Peer(String title, String name, boolean keepsLedger, List<String> command) {
  static final String LEDGER = "peer_trades";
  static final String VOLUMES = "peer_volume";

  Peer {
    command = List.copyOf(command);
  }

  /** Baseline (b), which has the options of the service's own virtual machine. */
  static Peer streams(Servers servers) {
    List<String> command = java("-Xmx512m", "-XX:+UseSerialGC");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StreamsIngest.class.getName()));
    command.addAll(arguments("streams", servers));
    return new Peer("(b) Kafka Streams, volumes only", "streams", false, command);
  }

  /**
   * Baseline (d). {@code BENCH_FLINK_OPTIONS}: further arguments of its program, to try others.
   *
   * @throws IOException when its module was not packaged
   */
  static Peer flink(Options options, Servers servers) throws IOException {
    Path module = options.root().resolve("deploy/bench/flink/target");
    List<String> command = java("-Xmx1g", "-XX:+UseParallelGC");
    for (String opened : List.of("java.lang", "java.util", "java.util.concurrent", "java.time")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-cp",
            module.resolve("classes") + ":" + Files.readString(module.resolve("classpath")),
            "io.aiw3.nft.bench.flink.FlinkIngest"));
    command.addAll(arguments("flink", servers));
    command.addAll(List.of("--ledger", LEDGER));
    String more = System.getenv().getOrDefault("BENCH_FLINK_OPTIONS", "").strip();
    if (!more.isEmpty()) {
      command.addAll(Arrays.asList(more.split("\\s+")));
    }
    return new Peer("(d) Apache Flink", "flink", true, command);
  }

  private static List<String> java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    return command;
  }

  private static List<String> arguments(String name, Servers servers) {
    Schema schema = Schema.QUALIFICATION;
    String mysql = "127.0.0.1:" + servers.mysql().port();
    return List.of(
        "--kafka",
        servers.kafka().bootstrapServers(),
        "--topic",
        Topics.TRADES,
        "--mysql",
        MySqlServer.jdbcUrl(mysql, schema.user())
            + "&user=%s&password=%s".formatted(schema.user(), schema.password()),
        "--volumes",
        VOLUMES,
        "--folder",
        servers.folder().resolve(name).toString());
  }
}
