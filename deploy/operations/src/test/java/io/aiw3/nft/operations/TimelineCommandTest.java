package io.aiw3.nft.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

class TimelineCommandTest {
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final String SAGA = "0b5b4b62-7f1c-4e4e-9d3a-0d9a5d0c1f11";

  @Test
  void aWeekIsReadUnlessSaid() {
    assertThat(CommandLines.timeline(NOW, "--bootstrap", "b:1", SAGA.toUpperCase()))
        .isEqualTo(
            new TimelineOptions(
                SAGA,
                new Brokers("b:1", null),
                Instant.parse("2026-03-03T12:00:00Z"),
                null,
                10_000,
                false));
  }

  @Test
  void momentsAreInstantsOrAges() {
    assertThat(since("2026-03-01T00:00:00Z")).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(since("90m")).isEqualTo("2026-03-10T10:30:00Z");
    assertThat(since("30s")).isEqualTo("2026-03-10T11:59:30Z");
    assertThat(since("2h")).isEqualTo("2026-03-10T10:00:00Z");
    assertThat(since("3d")).isEqualTo("2026-03-07T12:00:00Z");
    assertThat(since("PT1H30M")).isEqualTo("2026-03-10T10:30:00Z");
  }

  @Test
  void everyOptionIsTaken() {
    assertThat(
            CommandLines.timeline(
                NOW,
                "--json",
                "--since",
                "2h",
                "--until",
                "2026-03-10T11:00:00Z",
                "--limit",
                "5",
                SAGA,
                "--bootstrap",
                "c:2",
                "--config",
                "client.properties"))
        .isEqualTo(
            new TimelineOptions(
                SAGA,
                new Brokers("c:2", Path.of("client.properties")),
                Instant.parse("2026-03-10T10:00:00Z"),
                Instant.parse("2026-03-10T11:00:00Z"),
                5,
                true));
  }

  @Test
  void wrongCommandLinesAreRefused() {
    refused("Missing required parameter: 'SAGA'");
    refused("42 is not the id of a claim or an upgrade", "42");
    refused("Unknown option: '--all'", SAGA, "--all");
    refused("Unmatched argument at index 3: '" + SAGA + "'", SAGA, SAGA);
    refused("Missing required parameter for option '--until' (MOMENT)", SAGA, "--until");
    refused("--limit is 0, but 1 to 100000 is possible", SAGA, "--limit", "0");
    refused(
        "yesterday is neither a moment (2026-01-01T00:00:00Z) nor an age (90m, 3d, PT1H)",
        SAGA,
        "--since",
        "yesterday");
  }

  @Test
  @DisabledIfEnvironmentVariable(named = "AIW3_KAFKA_BOOTSTRAP", matches = ".+")
  void brokersAreNeeded() {
    assertThat(CommandLines.refusal(new TimelineCommand(), SAGA))
        .isEqualTo("Missing required option: '--bootstrap=SERVERS'; see timeline --help");
  }

  private static String since(String text) {
    return CommandLines.timeline(NOW, "--bootstrap", "b:1", SAGA, "--since", text)
        .since()
        .toString();
  }

  private static void refused(String sentence, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("--bootstrap", "b:1"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(CommandLines.refusal(new TimelineCommand(), all))
        .startsWith(sentence + "; see timeline --help");
  }
}
