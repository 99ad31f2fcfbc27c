package io.aiw3.nft.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.MissingPrerequisiteException;
import io.aiw3.nft.infrastructure.Readiness;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prometheus beside the suite, where the machine has it. */
record Observation(Layout layout, Map<String, String> variables) {
  /**
   * The program that {@code AIW3_PROMETHEUS} names, else {@code prometheus} on the path.
   *
   * @throws MissingPrerequisiteException if there is none
   */
  Path program() {
    String named = variables.getOrDefault("AIW3_PROMETHEUS", "");
    if (!named.isBlank()) {
      if (!Files.isExecutable(Path.of(named))) {
        throw new MissingPrerequisiteException("AIW3_PROMETHEUS is no program: " + named);
      }
      return Path.of(named).toAbsolutePath();
    }
    for (String directory : variables.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(directory).resolve("prometheus");
      if (!directory.isEmpty() && Files.isExecutable(program)) {
        return program;
      }
    }
    throw new MissingPrerequisiteException(
        "--observe needs Prometheus: install it, or name it in AIW3_PROMETHEUS.");
  }

  /** Reads every replica's metrics and holds the alert rules against them. */
  ProgramServer prometheus(int port, Addresses addresses, int gatewayMetrics) {
    Path data = layout.data("prometheus");
    Path configuration = data.resolve("prometheus.yaml");
    try {
      Files.createDirectories(data);
      Files.writeString(configuration, configuration(addresses, gatewayMetrics));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProgramServer(
        new ChildCommand(
            "prometheus",
            List.of(
                program().toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + data.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port),
            Map.of(),
            layout.root(),
            layout.log("prometheus")),
        Readiness.line("Server is ready to receive web requests"));
  }

  /** JSON, which is YAML. */
  String configuration(Addresses addresses, int gatewayMetrics) {
    List<Map<String, Object>> jobs = new ArrayList<>();
    addresses
        .services()
        .forEach(
            (service, urls) ->
                jobs.add(
                    job(
                        service,
                        "/q/metrics",
                        urls.stream().map(url -> URI.create(url).getAuthority()).toList())));
    jobs.add(job("gateway", "/metrics", List.of("127.0.0.1:" + gatewayMetrics)));
    Path rules = layout.root().resolve("deploy/observability/prometheus/alerts.yaml");
    try {
      return new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(
              Map.of(
                  "global", Map.of("scrape_interval", "5s", "evaluation_interval", "5s"),
                  "rule_files", List.of(rules.toString()),
                  "scrape_configs", jobs));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> job(String name, String path, List<String> targets) {
    return Map.of(
        "job_name",
        name,
        "metrics_path",
        path,
        "static_configs",
        List.of(Map.of("targets", targets)));
  }
}
