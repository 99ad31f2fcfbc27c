package io.aiw3.nft.manifests;

import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where things are, and what the suite consists of. */
final class Repository {
  static final Path ROOT = Path.of(System.getProperty("repository"));
  static final Path K8S = ROOT.resolve("deploy/k8s");
  static final Path COMPOSE = ROOT.resolve("deploy/compose");
  static final List<String> SERVICES = SuiteService.names();

  /** Which schema, and so which user, each service has. */
  static final Map<String, String> SCHEMAS =
      SuiteService.all().stream()
          .collect(Collectors.toMap(SuiteService::name, service -> service.schema().user()));

  private Repository() {}

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file below a folder with one of these endings, sorted. */
  static List<Path> files(Path folder, String... endings) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
