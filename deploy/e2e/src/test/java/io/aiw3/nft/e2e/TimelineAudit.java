package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.SuiteService;
import io.aiw3.nft.testkit.KafkaProbe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The operators' timeline of an upgrade, from the messages that the stories have left. */
final class TimelineAudit {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TimelineAudit() {}

  /** Fails unless the newest upgrade can be followed through all four services. */
  static void of(Path repository, Path runFile) throws IOException, InterruptedException {
    String bootstrap = JSON.readTree(runFile.toFile()).at("/kafka/bootstrap").asText();
    Process process =
        new ProcessBuilder(
                repository.resolve("deploy/operations/timeline").toString(),
                completedUpgrade(bootstrap),
                "--json",
                "--bootstrap",
                bootstrap)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();

    List<JsonNode> line = output.lines().map(TimelineAudit::parse).toList();
    assertThat(line)
        .extracting(message -> message.path("service").asText())
        .as(output)
        .containsAll(SuiteService.names());
    assertThat(line)
        .extracting(message -> message.path("type").asText())
        .as(output)
        .contains(
            "qualification_verified",
            "badges_reserved",
            "burn_prepared",
            "burn_confirmed",
            "mint_confirmed",
            "badges_consumed",
            "upgraded");
    assertThat(line)
        .extracting(message -> Instant.parse(message.path("time").asText()))
        .as(output)
        .isSorted();
  }

  private static String completedUpgrade(String bootstrap) {
    try (KafkaProbe kafka = new KafkaProbe(bootstrap)) {
      return kafka.readAll(Topics.UPGRADE_EVENTS).stream()
          .map(message -> parse(message.value()).path("data"))
          .filter(data -> data.path("kind").asText().equals("upgrade"))
          .filter(data -> data.path("status").asText().equals("completed"))
          .map(data -> data.path("sagaId").asText())
          .reduce((earlier, later) -> later)
          .orElseThrow();
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
