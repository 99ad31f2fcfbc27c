package io.aiw3.nft.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationTest {
  @TempDir Path root;

  @Test
  void everyReplicaIsReadUnderItsServicesName() throws IOException {
    Map<String, List<String>> services =
        Map.of("badge-service", List.of("http://127.0.0.1:8082", "http://127.0.0.1:8092"));
    Addresses addresses =
        new Addresses(
            "",
            Map.of(),
            "",
            "",
            List.of(""),
            "",
            new AtomicReference<>(""),
            "",
            "",
            "",
            "",
            services);

    JsonNode configuration =
        new ObjectMapper()
            .readTree(new Observation(new Layout(root), Map.of()).configuration(addresses, 8079));

    JsonNode job = configuration.at("/scrape_configs/0");
    assertThat(job.path("job_name").asText()).isEqualTo("badge-service");
    assertThat(job.at("/static_configs/0/targets").toString())
        .isEqualTo("[\"127.0.0.1:8082\",\"127.0.0.1:8092\"]");
    assertThat(configuration.at("/scrape_configs/1/metrics_path").asText()).isEqualTo("/metrics");
    assertThat(configuration.at("/scrape_configs/1/static_configs/0/targets").toString())
        .isEqualTo("[\"127.0.0.1:8079\"]");
    assertThat(configuration.at("/rule_files/0").asText())
        .isEqualTo(root.resolve("deploy/observability/prometheus/alerts.yaml").toString());
  }

  @Test
  void theProgramIsTheOneNamedElseTheOneOnThePath() throws IOException {
    Path program =
        Files.createFile(
            root.resolve("prometheus"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

    assertThat(observation(Map.of("PATH", "/nowhere:" + root)).program()).isEqualTo(program);
    assertThat(observation(Map.of("AIW3_PROMETHEUS", program.toString())).program())
        .isEqualTo(program);
    assertThatThrownBy(() -> observation(Map.of("PATH", "/nowhere")).program())
        .isInstanceOf(MissingPrerequisiteException.class)
        .hasMessageStartingWith("--observe needs Prometheus");
    assertThatThrownBy(() -> observation(Map.of("AIW3_PROMETHEUS", "/nowhere/p")).program())
        .isInstanceOf(MissingPrerequisiteException.class);
  }

  private Observation observation(Map<String, String> variables) {
    return new Observation(new Layout(root), variables);
  }
}
