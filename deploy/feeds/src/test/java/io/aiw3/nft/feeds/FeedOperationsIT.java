package io.aiw3.nft.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.Topics;
import io.prometheus.jmx.JmxCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of a feed, and the runbook's commands for one that has failed. */
class FeedOperationsIT {
  private static final String FEED = "legacy-users";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Pattern COMMANDS = Pattern.compile("(?s)```sh feeds\n(.*?)```");

  @TempDir private static Path folder;
  private static FeedPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = FeedPlatform.start(folder);
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void aFeedWhoseLogIsGoneIsDetectedAndRestarted() throws Exception {
    List<String> commands =
        COMMANDS
            .matcher(Files.readString(Path.of("../RUNBOOK.md")))
            .results()
            .map(block -> block.group(1))
            .toList();
    String status = commands.get(0);
    String restart = commands.get(1);
    String resume = commands.get(2);
    ConnectWorker worker = platform.worker();
    worker.put(FEED, Path.of("connectors/legacy-users.json"), Map.of());
    platform.await(Topics.USERS, 1);
    platform.run("UPDATE user SET wallet_address = NULL WHERE id = 1");
    platform.await(Topics.USERS, 2);

    Map<String, Double> healthy = metrics();
    assertThat(healthy.keySet())
        .as("what rules and dashboards may use")
        .containsExactlyElementsOf(
            Files.readAllLines(Path.of("../observability/metrics/feeds.txt")));
    assertThat(healthy.get("aiw3_feed_behind_seconds"))
        .isBetween(-0.001, TIMEOUT.toSeconds() + 0.0);
    assertThat(healthy).containsEntry("aiw3_feed_connected", 1.0);
    assertThat(healthy).containsEntry("aiw3_feed_failed_tasks", 0.0);

    worker.stop(FEED);
    platform.run(
        "INSERT INTO user (id, wallet_address) VALUES (5, NULL)",
        "FLUSH BINARY LOGS",
        "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
    worker.resume(FEED);
    failed();
    assertThat(metrics()).containsEntry("aiw3_feed_failed_tasks", 1.0);
    assertThat(run(status)).contains("no longer available");

    run(restart);
    failed();

    run(resume);
    assertThat(platform.await(Topics.USERS, 4))
        .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
        .containsExactly("1", "1", "1", "5");
    Awaitility.await("nothing has failed")
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(metrics()).containsEntry("aiw3_feed_failed_tasks", 0.0));
  }

  private static void failed() {
    Awaitility.await("the task has failed")
        .atMost(TIMEOUT)
        .until(
            () ->
                platform
                    .worker()
                    .status(FEED)
                    .contains("\"tasks\":[{\"id\":0,\"state\":\"FAILED\""));
  }

  /**
   * What the JMX exporter makes of this JVM's beans: values of the feed by their metrics' names.
   */
  private static Map<String, Double> metrics() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    new JmxCollector(Path.of("jmx-exporter.yaml").toFile()).register(registry);
    Map<String, Double> values = new TreeMap<>();
    for (MetricSnapshot metric : registry.scrape()) {
      if (metric instanceof GaugeSnapshot gauge) {
        gauge.getDataPoints().stream()
            .filter(point -> FEED.equals(point.getLabels().get("feed")))
            .forEach(
                point -> values.put(metric.getMetadata().getPrometheusName(), point.getValue()));
      }
    }
    return values;
  }

  private static String run(String commands) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-ceu", commands).redirectErrorStream(true);
    shell.environment().putAll(Map.of("CONNECT", platform.worker().url(), "FEED", FEED));
    Process process = shell.start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(answer).isZero();
    return answer;
  }
}
