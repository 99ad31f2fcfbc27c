package io.aiw3.nft.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> SERVICES = Set.copyOf(SuiteService.names());

  /** Kafka Connect's; FeedsIT holds its list. */
  private static final String FEEDS = "feeds";

  /** Of the brokers' side: kafka_exporter, as Strimzi deploys it. */
  private static final String KAFKA_EXPORTER = "kafka-exporter";

  /** GracefulEndIT holds its list. */
  private static final String GATEWAY = "gateway";

  /** In Kubernetes the gateway's application, with its metrics; elsewhere the gateway serves it. */
  private static final String CONSOLE = "console";

  private static final Path DASHBOARDS = Path.of("grafana/dashboards");

  /** What Prometheus makes itself. */
  private static final Set<String> OWN = Set.of("up");

  @Test
  void thereIsADashboardForEachServiceAndOneForTheProgramme() {
    Set<String> expected = new TreeSet<>(SERVICES);
    expected.add("programme");
    assertThat(dashboards().keySet()).isEqualTo(expected);
  }

  @Test
  void dashboardsAreWhatGrafanaReads() {
    Set<String> uids = new HashSet<>();
    dashboards()
        .forEach(
            (name, dashboard) -> {
              assertThat(uids.add(dashboard.path("uid").asText())).as(name).isTrue();
              assertThat(dashboard.path("title").asText()).as(name).startsWith("AIW3 NFT: ");
              assertThat(dashboard.path("schemaVersion").isInt()).as(name).isTrue();
              Set<Integer> ids = new HashSet<>();
              for (JsonNode panel : dashboard.path("panels")) {
                String title = name + ": " + panel.path("title").asText();
                assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
                assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("prometheus");
                assertThat(panel.at("/gridPos/x").asInt() + panel.at("/gridPos/w").asInt())
                    .as(title)
                    .isBetween(1, 24);
                assertThat(panel.path("targets")).as(title).isNotEmpty();
              }
            });
  }

  @Test
  void everyMetricOfADashboardIsOneOfItsServices() {
    Map<String, Set<String>> metrics = metrics();
    Set<String> all = metrics.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    dashboards()
        .forEach(
            (name, dashboard) -> {
              for (JsonNode expression : dashboard.findValues("expr")) {
                String query = expression.asText();
                assertThat(PromQl.balanced(query)).as(query).isTrue();
                assertThat(PromQl.metrics(query)).as(query).isNotEmpty();
                assertThat(without(PromQl.metrics(query)))
                    .as(name + ": " + query)
                    .isSubsetOf(metrics.getOrDefault(name, all));
              }
            });
  }

  @Test
  void everyMetricOfARuleIsExposed() {
    Set<String> all = metrics().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    all = new TreeSet<>(all);
    for (JsonNode rule : objectives()) {
      assertThat(all.add(rule.path("record").asText())).as(rule.toString()).isTrue();
    }
    for (JsonNode rule : rules("")) {
      String query = rule.path("expr").asText();
      assertThat(PromQl.balanced(query)).as(query).isTrue();
      assertThat(PromQl.metrics(query)).as(query).isNotEmpty();
      assertThat(without(PromQl.metrics(query))).as(query).isSubsetOf(all);
    }
  }

  /** A long window says that it matters, a short one that it goes on. */
  @Test
  void everyBudgetHasAFastAndASlowAlertOnTwoWindowsOfWhatIsRecorded() {
    Set<String> recorded = new TreeSet<>();
    objectives().forEach(rule -> recorded.add(rule.path("record").asText()));
    Set<String> used = new TreeSet<>();
    for (JsonNode rule : rules("alert")) {
      if (rule.path("alert").asText().matches("(Error|Latency)Budget(Fast|Slow)")) {
        Set<String> windows = PromQl.metrics(rule.path("expr").asText());
        assertThat(windows).as(rule.toString()).hasSize(2);
        assertThat(windows.stream().map(name -> name.replaceFirst(".*_rate", "")))
            .isIn(List.of("1h", "5m"), List.of("30m", "6h"));
        used.addAll(windows);
      }
    }
    assertThat(used).isEqualTo(recorded).hasSize(8);
  }

  /** Not of whatever else the Prometheus reads; and of each of ours when there is none of it. */
  @Test
  void whatIsDownOrHasVanishedIsOneOfOurs() {
    Set<String> ours = new TreeSet<>(SERVICES);
    ours.add(GATEWAY);
    Set<String> absent = new TreeSet<>();
    java.util.regex.Pattern.compile("absent\\(up\\{job=\"([a-z-]+)\"}\\)")
        .matcher(expression("ServiceVanished"))
        .results()
        .forEach(hit -> absent.add(hit.group(1)));
    assertThat(absent).isEqualTo(ours);

    // Not everywhere: an installation without them misses nothing.
    ours.addAll(Set.of(FEEDS, CONSOLE));
    String jobs = expression("ServiceDown").replaceFirst(".*job=~\"([^\"]*)\".*", "$1");
    assertThat(Set.of(jobs.split("\\|", -1))).isEqualTo(ours);
  }

  @Test
  void everyAlertHasItsSectionInTheRunbookAndEverySectionItsAlert() throws IOException {
    List<String> headings =
        Files.readAllLines(Path.of("../RUNBOOK.md")).stream()
            .filter(line -> line.startsWith("### "))
            .map(line -> line.substring(4).strip())
            .toList();
    List<String> alerts = new ArrayList<>();
    for (JsonNode rule : rules("alert")) {
      String alert = rule.path("alert").asText();
      alerts.add(alert);
      assertThat(rule.at("/annotations/runbook_url").asText())
          .isEqualTo("deploy/RUNBOOK.md#" + alert.toLowerCase(java.util.Locale.ROOT));
      assertThat(rule.at("/annotations/summary").asText()).as(alert).endsWith(".");
      assertThat(rule.at("/labels/severity").asText()).as(alert).isIn("critical", "warning");
      assertThat(rule.path("for").asText()).as(alert).matches("[0-9]+m");
    }
    assertThat(headings).containsExactlyElementsOf(alerts);
  }

  @Test
  void whatTheRunbookLinksToIsThere() throws IOException {
    String runbook = Files.readString(Path.of("../RUNBOOK.md"));
    var link = java.util.regex.Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(runbook);
    int links = 0;
    while (link.find()) {
      links++;
      assertThat(Path.of("..").resolve(link.group(1))).exists();
    }
    assertThat(links).isPositive();
  }

  @Test
  void prometheusReadsEveryServiceUnderItsName() {
    JsonNode configuration = yaml(Path.of("prometheus/prometheus.yaml"));
    Set<String> jobs = new TreeSet<>();
    for (JsonNode job : configuration.path("scrape_configs")) {
      jobs.add(job.path("job_name").asText());
      assertThat(job.path("metrics_path").asText())
          .isEqualTo(job.path("job_name").asText().equals(GATEWAY) ? "/metrics" : "/q/metrics");
      assertThat(job.at("/static_configs/0/targets/0").asText())
          .startsWith(job.path("job_name").asText() + ":");
    }
    Set<String> expected = new TreeSet<>(SERVICES);
    expected.add(GATEWAY);
    assertThat(jobs).isEqualTo(expected);
    assertThat(configuration.path("rule_files").get(0).asText()).isEqualTo("alerts.yaml");
  }

  @Test
  void grafanaFindsItsDataSourceAndDashboards() {
    JsonNode source =
        yaml(Path.of("grafana/provisioning/datasources/prometheus.yaml")).at("/datasources/0");
    assertThat(source.path("uid").asText()).isEqualTo("prometheus");
    assertThat(source.path("type").asText()).isEqualTo("prometheus");
    assertThat(
            yaml(Path.of("grafana/provisioning/dashboards/dashboards.yaml"))
                .at("/providers/0/options/path")
                .asText())
        .isEqualTo("/var/lib/grafana/dashboards");
  }

  private static Set<String> without(Set<String> names) {
    Set<String> rest = new TreeSet<>(names);
    rest.removeAll(OWN);
    return rest;
  }

  /**
   * @param kind {@code alert}, {@code record}, or empty for both
   */
  private static List<JsonNode> rules(String kind) {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : yaml(Path.of("prometheus/alerts.yaml")).path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    rules.removeIf(rule -> !kind.isEmpty() && !rule.has(kind));
    assertThat(rules).isNotEmpty();
    return rules;
  }

  private static List<JsonNode> objectives() {
    return rules("record");
  }

  private static String expression(String alert) {
    return rules("alert").stream()
        .filter(rule -> rule.path("alert").asText().equals(alert))
        .findFirst()
        .orElseThrow()
        .path("expr")
        .asText();
  }

  private static Map<String, JsonNode> dashboards() {
    return files(DASHBOARDS).stream()
        .collect(
            Collectors.toMap(
                ObservabilityTest::name, ObservabilityTest::json, (a, b) -> a, TreeMap::new));
  }

  private static Map<String, Set<String>> metrics() {
    Map<String, Set<String>> metrics = new TreeMap<>();
    for (Path file : files(Path.of("metrics"))) {
      metrics.put(name(file), Set.copyOf(lines(file)));
    }
    Set<String> expected = new TreeSet<>(SERVICES);
    expected.addAll(Set.of(FEEDS, GATEWAY, KAFKA_EXPORTER));
    assertThat(metrics.keySet()).isEqualTo(expected);
    return metrics;
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    return read(JSON, file);
  }

  private static JsonNode yaml(Path file) {
    return read(YAML, file);
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
