package io.aiw3.nft.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prometheus' own judgement, where its tool is installed: {@code promtool} on the path, or {@code
 * AIW3_PROMTOOL} names it. {@link ObservabilityTest} holds the rules to the rest without it.
 */
class PromtoolTest {
  private static final String PROMTOOL = System.getenv().getOrDefault("AIW3_PROMTOOL", "promtool");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check config prometheus.yaml",
        "check rules alerts.yaml",
        "test rules alerts-test.yaml"
      })
  void theFilesAreAsPrometheusWantsThem(String command) throws Exception {
    assumeTrue(installed(), "promtool is not installed");

    Process promtool = start(command);

    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }

  private static boolean installed() throws InterruptedException {
    try {
      Process version = start("--version");
      version.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      return version.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Process start(String command) throws IOException {
    List<String> words = new ArrayList<>(List.of(PROMTOOL));
    words.addAll(List.of(command.split(" ")));
    return new ProcessBuilder(words)
        .directory(Path.of("prometheus").toFile())
        .redirectErrorStream(true)
        .start();
  }
}
