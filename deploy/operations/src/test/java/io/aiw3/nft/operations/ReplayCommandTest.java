package io.aiw3.nft.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
  @Test
  void nothingIsSentUnlessSaid() {
    ReplayOptions options = CommandLines.replay("--bootstrap", "b:1", "users");

    assertThat(options.mode()).isEqualTo(ReplayOptions.Mode.LIST);
    assertThat(options.topic()).isEqualTo("users");
    assertThat(options.brokers()).isEqualTo(new Brokers("b:1", null));
  }

  @Test
  void offsetsAreNumbersAndRanges() {
    assertThat(
            CommandLines.replay("--bootstrap", "b:1", "users", "--offsets", "3,7-9", "--send")
                .offsets())
        .isEqualTo(Set.of(3L, 7L, 8L, 9L));
  }

  @Test
  void everyOptionIsTaken() {
    assertThat(
            CommandLines.replay(
                "--drop",
                "--reason",
                "bad",
                "--consumer",
                "/badge-service",
                "--key",
                "@7",
                "--limit",
                "5",
                "users",
                "--bootstrap",
                "c:2",
                "--config",
                "client.properties"))
        .isEqualTo(
            new ReplayOptions(
                "users",
                new Brokers("c:2", Path.of("client.properties")),
                ReplayOptions.Mode.DROP,
                Set.of(),
                "bad",
                "/badge-service",
                "@7",
                5));
  }

  @Test
  void wrongCommandLinesAreRefused() {
    refused("Missing required parameter: 'TOPIC'");
    refused("Name the source topic, without .dlq", "users.dlq");
    refused(
        "Error: --send, --drop are mutually exclusive (specify only one)",
        "users",
        "--send",
        "--drop");
    refused("9-7 is not a range of at most 100000 offsets", "users", "--offsets", "9-7");
    refused("x is neither an offset nor a range of them", "users", "--offsets", "3,x");
    refused("Invalid value for option '--limit': 'x' is not an int", "users", "--limit", "x");
    refused("--limit is -1, but no less than 0 is possible", "users", "--limit", "-1");
    refused("Unknown option: '--all'", "users", "--all");
    refused("Missing required parameter for option '--key' (KEY)", "users", "--key");
  }

  private static void refused(String sentence, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("--bootstrap", "b:1"), Stream.of(arguments)).toArray(String[]::new);
    assertThat(CommandLines.refusal(new ReplayCommand(), all))
        .startsWith(sentence + "; see replay --help");
  }
}
