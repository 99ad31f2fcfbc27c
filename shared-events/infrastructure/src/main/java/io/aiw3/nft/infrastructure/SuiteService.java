package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A service of the suite, as {@code services.txt} lists it: the one list of them, which shell
 * scripts read too.
 *
 * @param name also its module in the repository
 * @param schema that it owns
 * @param port that it listens on where nothing else is set
 * @param packageName of its classes
 */
public record SuiteService(String name, Schema schema, int port, String packageName) {
  private static final String LIST = "services.txt";
  private static final String ROOT_PACKAGE = "io.aiw3.nft.";
  private static final List<SuiteService> ALL = read();

  /** All services in the order of their ports. */
  public static List<SuiteService> all() {
    return ALL;
  }

  public static List<String> names() {
    return ALL.stream().map(SuiteService::name).toList();
  }

  public static Optional<SuiteService> named(String name) {
    return ALL.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  private static List<SuiteService> read() {
    try (InputStream list = SuiteService.class.getResourceAsStream(LIST)) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> of(line.split(" ", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SuiteService of(String... fields) {
    return new SuiteService(
        fields[0], Schema.of(fields[1]), Integer.parseInt(fields[2]), ROOT_PACKAGE + fields[3]);
  }
}
