package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.contract.RecordContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;

/** Holds what a story has left on the topics, and what the gateway documents, to the contract. */
final class ContractAudit {
  private static final List<String> WRITTEN =
      List.of(
          Topics.QUALIFICATION_EVENTS,
          Topics.BADGE_EVENTS,
          Topics.NFT_EVENTS,
          Topics.UPGRADE_EVENTS,
          Topics.QUALIFICATION_COMMANDS,
          Topics.BADGE_COMMANDS,
          Topics.MINTING_COMMANDS,
          Topics.SAGA_REPLIES);

  private ContractAudit() {}

  /** Fails on the first record that breaks the contract, and on topics that hold nothing. */
  static void of(Path runFile) throws IOException, InterruptedException {
    JsonNode run = new ObjectMapper().readTree(runFile.toFile());
    try (KafkaProbe kafka = new KafkaProbe(run.at("/kafka/bootstrap").asText())) {
      for (String topic : WRITTEN) {
        assertThat(kafka.readAll(topic)).as(topic).isNotEmpty().allSatisfy(RecordContract::check);
      }
    }
    JsonNode api = get(run.path("gateway").asText() + "/openapi.json");
    assertThat(api.path("paths").properties())
        .extracting(path -> path.getKey())
        .contains(
            "/api/v1/nft/portfolio",
            "/api/v1/nft/history",
            "/api/v1/admin/overview",
            "/api/v1/nft/status",
            "/api/v1/badges",
            "/api/v1/nfts",
            "/api/v1/nft/claim",
            "/api/v1/admin/upgrades");
  }

  private static JsonNode get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }
}
