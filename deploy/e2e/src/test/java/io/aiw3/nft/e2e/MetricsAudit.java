package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * What alerts and dashboards may use ({@code deploy/observability/metrics}) is what the services
 * expose: a rule on a metric that nobody has would never fire.
 */
final class MetricsAudit {
  /** Exposed only by a service that is set up for it: a remote signer, a brake. */
  private static final Set<String> OF_OTHER_SET_UPS =
      Set.of("aiw3_signer_calls_total", "aiw3_signer_held");

  /** Of the sagas that are open, of which the stories leave none. */
  private static final Set<String> OF_OPEN_SAGAS =
      Set.of("aiw3_saga_oldest_seconds", "aiw3_saga_open");

  /** There only once Kafka has refused a row. */
  private static final Set<String> OF_REFUSED_ROWS = Set.of("aiw3_outbox_stuck_keys");

  /** Micrometer looks once a minute for what a consumer counts for each partition. */
  private static final Duration KAFKA_METRICS_DUE = Duration.ofSeconds(90);

  private MetricsAudit() {}

  /** Fails unless each service of the suite, which has played stories, exposes its list. */
  static void of(Path repository, JsonNode run) throws IOException {
    Path lists = repository.resolve("deploy/observability/metrics");
    for (Map.Entry<String, JsonNode> service : run.path("services").properties()) {
      Set<String> promised =
          new TreeSet<>(Files.readAllLines(lists.resolve(service.getKey() + ".txt")));
      promised.removeAll(OF_OTHER_SET_UPS);
      promised.removeAll(OF_OPEN_SAGAS);
      promised.removeAll(OF_REFUSED_ROWS);
      String url = service.getValue().path(0).asText();
      Awaitility.await()
          .atMost(KAFKA_METRICS_DUE)
          .pollInterval(Duration.ofSeconds(5))
          .pollDelay(Duration.ZERO)
          .untilAsserted(
              () ->
                  assertThat(exposed(url))
                      .as("metrics of %s", service.getKey())
                      .containsAll(promised));
    }
  }

  private static Set<String> exposed(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/q/metrics")).build();
    return HttpClient.newHttpClient()
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }
}
