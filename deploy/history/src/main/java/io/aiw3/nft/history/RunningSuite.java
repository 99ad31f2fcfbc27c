package io.aiw3.nft.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.commandline.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@code .local/run.json} of the running local suite, for addresses that are not given. */
public final class RunningSuite {
  private RunningSuite() {}

  /** A schema and who may use it. */
  public record MySql(String jdbcUrl, String user, String password) {}

  /**
   * @throws StoppedException if no suite is running
   */
  public static String kafkaBootstrap(Path file) {
    return read(file, "--bootstrap-servers").at("/kafka/bootstrap").asText();
  }

  /** Whether the running suite has a schema of this name. */
  public static boolean has(Path file, String schema) {
    return !read(file, "--jdbc-url").at("/mysql/schemas/" + schema).isMissingNode();
  }

  /**
   * @throws StoppedException if no suite is running
   */
  public static MySql schema(Path file, String name) {
    JsonNode schema = read(file, "--jdbc-url").at("/mysql/schemas/" + name);
    return new MySql(
        schema.path("jdbcUrl").asText(),
        schema.path("user").asText(),
        schema.path("password").asText());
  }

  private static JsonNode read(Path file, String option) {
    if (!Files.isRegularFile(file)) {
      throw new StoppedException(
          "%s is missing, so no local suite is running: give %s".formatted(file, option));
    }
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new StoppedException(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
