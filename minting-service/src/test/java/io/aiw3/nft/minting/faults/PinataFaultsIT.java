package io.aiw3.nft.minting.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.SagaProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pinata refuses, breaks, does not answer, or names another CID, from the very first pin on. */
class PinataFaultsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int TRADERS = 20;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path images;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void mintsWaitForPinsAndAreMadeOnceAfterThem() throws Exception {
    try (OwnService service = new OwnService()) {
      // Given
      service
          .with("aiw3.pinata.timeout", "1s")
          .with("aiw3.pinata.back-off", "100ms")
          .with("aiw3.pinata.max-back-off", "400ms")
          .with("aiw3.sender.health-every", "1s")
          .with("aiw3.badges.images", images.toString());
      Files.writeString(images.resolve("newcomer.png"), "no image");
      SagaProbe saga = service.saga();
      fault(service, "429", 1_000_000);
      service.start();
      List<String> sagas = new ArrayList<>();
      for (Trader trader : Trader.create(TRADERS)) {
        var claim = trader.claim();
        sagas.add(claim.sagaId());
        saga.send(claim);
      }
      // When
      Map<String, MintDelayed> delayed = saga.each(sagas, MintDelayed.class, TIMEOUT);
      for (String fault : List.of("500", "timeout", "wrong-cid")) {
        fault(service, fault, 2);
        Awaitility.await(fault)
            .atMost(TIMEOUT)
            .until(() -> state(service).path("count").asInt() == 0);
      }
      Map<String, MintConfirmed> confirmed = saga.each(sagas, MintConfirmed.class, TIMEOUT);
      // Then
      assertThat(delayed.values())
          .extracting(MintDelayed::reason)
          .containsOnly("DEFINITION_NOT_PINNED");
      assertThat(state(service).path("injected").path("429").asInt()).isPositive();
      List<LandedTransaction.Minted> minted = minted(service.chain());
      assertThat(minted)
          .extracting(LandedTransaction.Minted::mint)
          .containsExactlyInAnyOrderElementsOf(
              confirmed.values().stream().map(MintConfirmed::mintAddress).toList());
      assertThat(image(minted.get(0).uri())).startsWith(PNG);
      service.oracle().holds();
      oneUnusableImageHoldsBackNoOther(service);
    }
  }

  private void oneUnusableImageHoldsBackNoOther(OwnService service) throws Exception {
    for (BadgeDefinition badge : BadgeCatalogue.standard().badges()) {
      if (!badge.badge().equals("newcomer")) {
        awaitImage(service, badge);
      }
    }
    awaitFailing(service, 1);
    assertThat(new String(get(service.url() + "/q/health/ready"), StandardCharsets.UTF_8))
        .contains("newcomer.png: The image must be a whole PNG.");

    Files.delete(images.resolve("newcomer.png"));

    awaitImage(service, BadgeCatalogue.standard().find("newcomer").orElseThrow());
    awaitFailing(service, 0);
  }

  /** The picture that the badge's metadata leads to, by way of the gateway. */
  private void awaitImage(OwnService service, BadgeDefinition badge) {
    Awaitility.await(badge.badge())
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              JsonNode metadata = JSON.readTree(get(ipfs(service, badge.metadataUri())));
              assertThat(metadata.path("image").asText()).isEqualTo(badge.imageUri());
              assertThat(get(ipfs(service, badge.imageUri()))).startsWith(PNG);
            });
  }

  private static String ipfs(OwnService service, String uri) {
    return service.ipfsUrl() + "/ipfs/" + uri.substring("ipfs://".length());
  }

  private void awaitFailing(OwnService service, int count) {
    Awaitility.await("failing " + count)
        .atMost(TIMEOUT)
        .until(
            () ->
                new String(get(service.url() + "/q/metrics"), StandardCharsets.UTF_8)
                    .lines()
                    .anyMatch(
                        line ->
                            line.startsWith("aiw3_assets_failing")
                                && line.endsWith(" " + count + ".0")));
  }

  private static List<LandedTransaction.Minted> minted(ChainProbe chain) {
    return chain.ledger().stream()
        .map(LandedTransaction::of)
        .flatMap(landed -> landed.minted().stream())
        .toList();
  }

  /** The picture that an on-chain uri leads to, by way of the gateway. */
  private byte[] image(String uri) throws IOException, InterruptedException {
    return get(JSON.readTree(get(uri)).path("image").asText());
  }

  private byte[] get(String uri) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofByteArray())
        .body();
  }

  private void fault(OwnService service, String kind, int count) throws Exception {
    String body = JSON.createObjectNode().put("fault", kind).put("count", count).toString();
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(service.ipfsUrl() + "/control"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode state(OwnService service) throws IOException, InterruptedException {
    return JSON.readTree(get(service.ipfsUrl() + "/control"));
  }
}
