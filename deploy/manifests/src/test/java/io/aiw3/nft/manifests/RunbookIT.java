package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runbook says to set is something that a built service reads. */
class RunbookIT {
  private static final Pattern VARIABLE =
      Pattern.compile("\\b(?:AIW3|QUARKUS|MP|KAFKA)_[A-Z0-9_]+");

  /** Of the scripts, of the connectors, and a map whose keys have no fixed names. */
  private static final Set<String> OTHERS =
      Set.of(
          "AIW3_KAFKA_BOOTSTRAP",
          "AIW3_PROMETHEUS",
          "AIW3_PROMTOOL",
          "KAFKA_BOOTSTRAP_SERVERS",
          "AIW3_SOLANA_EARLIER_DERIVATION_SECRET_FILES_");

  @ParameterizedTest
  @ValueSource(
      strings = {"RUNBOOK.md", "docs/data-plane.md", "feeds/README.md", "observability/README.md"})
  void everyVariableIsReadByAService(String page) {
    List<BuiltService> services = Repository.SERVICES.stream().map(BuiltService::new).toList();
    Set<String> variables = new TreeSet<>();
    VARIABLE
        .matcher(Repository.text(Repository.ROOT.resolve("deploy/" + page)))
        .results()
        .forEach(hit -> variables.add(hit.group()));
    variables.removeAll(OTHERS);

    assertThat(variables)
        .isNotEmpty()
        .allMatch(
            variable -> services.stream().anyMatch(service -> service.reads(variable)),
            "is read by a service");
  }

  @Test
  void theTopicsOfTheRunbookAreThere() {
    Pattern replay = Pattern.compile("deploy/operations/replay ([a-z-]+)");
    String topics = Repository.text(Repository.K8S.resolve("base/kafka/topics.yaml"));

    assertThat(
            replay
                .matcher(Repository.text(Repository.ROOT.resolve("deploy/RUNBOOK.md")))
                .results()
                .map(hit -> hit.group(1))
                .toList())
        .isNotEmpty()
        .allSatisfy(topic -> assertThat(topics).contains("name: " + topic + ".dlq"));
  }
}
