package io.aiw3.nft.bench.faults.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A crash point that names no method would never strike. */
class CrashPointTest {
  private static final Path ROOT = Path.of("../..");
  private static final List<String> SOURCES =
      List.of(
          "qualification-service",
          "badge-service",
          "minting-service",
          "upgrade-orchestrator",
          "shared-events/service-kit");

  static List<CrashPoint> all() {
    return CrashPoint.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isAMethodOfTheServices(CrashPoint point) throws IOException {
    String type = point.type().replaceFirst("\\$.*", "");
    String source = source(type.replace('.', '/') + ".java");

    // Its declaration: a call of another class's method would do nothing.
    assertThat(source)
        .containsPattern(
            "(?m)^ ++(?!return |new )[\\w<>?,. ]+ " + Pattern.quote(point.method()) + "\\(");
    if (point.type().contains("$")) {
      assertThat(source).contains(point.type().replaceFirst(".*\\$", "") + " ");
    }
  }

  @Test
  void namesAreUnique() {
    assertThat(CrashPoint.all()).extracting(CrashPoint::id).doesNotHaveDuplicates();
  }

  private static String source(String path) throws IOException {
    for (String module : SOURCES) {
      Path file = ROOT.resolve(module).resolve("src/main/java").resolve(path);
      if (Files.exists(file)) {
        return Files.readString(file);
      }
    }
    throw new AssertionError("no service has " + path);
  }

  @Test
  void everyServiceHasThePointsOfTheKit() {
    assertThat(CrashPoint.SERVICES).containsExactlyInAnyOrderElementsOf(SuiteService.names());
  }
}
