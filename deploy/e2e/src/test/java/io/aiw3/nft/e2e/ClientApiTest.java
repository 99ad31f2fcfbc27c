package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document that the client was generated from is what the gateway makes of this build. */
class ClientApiTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path GATEWAY =
      ROOT.resolve("deploy/gateway/target/quarkus-app/quarkus-run.jar");
  private static final List<String> SERVICES = SuiteService.names();

  @Test
  void isGeneratedFromTheApiOfThisBuild() throws IOException, InterruptedException {
    assumeThat(SERVICES).allMatch(service -> Files.exists(document(service)));

    JsonNode committed =
        new ObjectMapper().readTree(ROOT.resolve("shared-events/client/openapi.json").toFile());

    assertThat(committed)
        .as("run shared-events/client/generate, and commit what it writes")
        .isEqualTo(merged());
  }

  private static JsonNode merged() throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("java", "-jar", GATEWAY.toString(), "merge-api"));
    SERVICES.forEach(service -> command.add(service + "=" + document(service)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = process.getInputStream()) {
      JsonNode merged = new ObjectMapper().readTree(out);
      assertThat(process.waitFor()).isZero();
      return merged;
    }
  }

  private static Path document(String service) {
    return ROOT.resolve(service).resolve("target/openapi/openapi.json");
  }
}
