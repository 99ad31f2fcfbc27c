package io.aiw3.nft.contract.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.schema.SchemaChanges.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the schemas against every release that is kept in {@code released}. What fails here would
 * break a consumer: give the message a new type, or the topic a new name, instead.
 */
class ReleasedSchemasTest {
  private static final Set<String> INPUTS =
      Set.of(Topics.TRADES, Topics.USERS, Topics.TASK_EVENTS, Topics.COMPETITION_RESULTS);
  private static final Set<String> INTERNAL =
      Set.of(
          Topics.QUALIFICATION_COMMANDS,
          Topics.BADGE_COMMANDS,
          Topics.MINTING_COMMANDS,
          Topics.SAGA_REPLIES);

  static List<Path> released() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("released"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("released")
  void nothingThatWasReleasedBreaks(Path file) throws IOException {
    JsonNode before = ContractJson.mapper().readTree(file.toFile());
    String type = file.getFileName().toString().replaceFirst("\\.json$", "");

    JsonNode now = MessageSchemas.of(type);

    assertThat(SchemaChanges.breaking(before, now, direction(type))).isEmpty();
  }

  private static Direction direction(String type) {
    String topic = type.replaceFirst("\\..*", "");
    if (INPUTS.contains(topic)) {
      return Direction.INPUT;
    }
    return INTERNAL.contains(topic) ? Direction.BOTH : Direction.OUTPUT;
  }
}
