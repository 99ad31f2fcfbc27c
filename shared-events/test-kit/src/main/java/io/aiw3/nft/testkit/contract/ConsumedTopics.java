package io.aiw3.nft.testkit.contract;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The topics that a service consumes, from its configuration: one that is added is tested too. */
public final class ConsumedTopics {
  private static final Path CONFIGURATION = Path.of("src/main/resources/application.properties");
  private static final String INCOMING = "mp.messaging.incoming.";
  private static final String GROUP = ".group.id";

  private ConsumedTopics() {}

  /**
   * Reads the configuration of the module under test. A group is named {@code <service>.<topic>}.
   *
   * @param others topics that tests of their own cover
   */
  public static Stream<String> except(String... others) {
    Properties configuration = new Properties();
    try (Reader reader = Files.newBufferedReader(CONFIGURATION, StandardCharsets.UTF_8)) {
      configuration.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return configuration.stringPropertyNames().stream()
        .filter(key -> key.startsWith(INCOMING) && key.endsWith(GROUP))
        .map(configuration::getProperty)
        .map(group -> group.substring(group.indexOf('.') + 1))
        .filter(topic -> !List.of(others).contains(topic))
        .sorted();
  }
}
