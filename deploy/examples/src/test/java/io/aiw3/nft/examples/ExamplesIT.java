package io.aiw3.nft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExamplesIT {
  private static final Path WORK = Path.of("target/examples").toAbsolutePath();

  @BeforeAll
  static void publish() throws IOException {
    TestInfrastructure.start();
    Files.createDirectories(WORK);
    NftEvent event =
        new NftEvent.Claimed(
            Instant.parse("2024-01-15T10:30:00Z"),
            new NftEvent.Claimed.Data(new UserId(7), 1, "Tech Chicken", "Mint7", "Signature7"));
    try (KafkaProbe kafka = KafkaProbe.ofTestInfrastructure()) {
      for (String id : List.of("event-7", "event-7", "last")) {
        kafka.send(
            Topics.NFT_EVENTS,
            "7",
            ContractJson.mapper().writeValueAsString(event),
            Map.of("ce_id", id, "ce_source", "minting-service", "ce_type", event.type()));
      }
    }
    // As deploy/local/up writes it.
    Files.createDirectories(WORK.resolve(".local"));
    Files.writeString(
        WORK.resolve(".local/run.json"),
        "{\"kafka\":{\"bootstrap\":\"" + TestInfrastructure.kafkaBootstrapServers() + "\"}}");
  }

  @Test
  void theJavaConsumerReadsTheEvent() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            NftEventsConsumer.class.getName());

    assertThat(lines(command, "java.log"))
        .hasSize(2)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("7 nft-events.claimed Data[userId=7, nftLevel=1, tierName=Tech Chicken");
  }

  @Test
  void theNodeConsumerReadsTheEvent() throws IOException, InterruptedException {
    Files.copy(
        Path.of("node/consumer.js"),
        WORK.resolve("consumer.js"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        Path.of("node/settings.js"),
        WORK.resolve("settings.js"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        Path.of("node/package.json"),
        WORK.resolve("package.json"),
        StandardCopyOption.REPLACE_EXISTING);
    Path local = Path.of("../local").toRealPath();
    assertThat(new ProcessBuilder(local + "/install").inheritIO().start().waitFor()).isZero();
    Path modules = WORK.resolve("node_modules");
    Files.deleteIfExists(modules);
    Files.createSymbolicLink(modules, local.resolve("node_modules"));

    assertThat(lines(List.of("node", "consumer.js"), "node.log"))
        .containsExactly(
            "7 claimed Mint7 2024-01-15T10:30:00Z event-7",
            "7 claimed Mint7 2024-01-15T10:30:00Z last");
  }

  /** Runs the command until it has printed two lines about user 7: one came twice. */
  private static List<String> lines(List<String> command, String name) throws IOException {
    Path log = WORK.resolve(name);
    Process process =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return Awaitility.await(command.get(0))
          .atMost(Duration.ofSeconds(60))
          .until(() -> lines(log, process), found -> found.size() >= 2);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> lines(Path log, Process process) throws IOException {
    List<String> lines = Files.readAllLines(log);
    if (!process.isAlive()) {
      throw new AssertionError("the consumer ended: " + lines);
    }
    return lines.stream().filter(one -> one.startsWith("7 ")).toList();
  }
}
