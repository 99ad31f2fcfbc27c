package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the shared libraries that a server needs and a bare system lacks.
 *
 * <p>A missing one is taken out of its distribution package into the cache, which needs no root and
 * changes nothing of the system, and is found through {@code LD_LIBRARY_PATH}.
 */
final class NativeLibraries {
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: (\\S+?):");

  /** Debian and Ubuntu packages by library, the newer name first. */
  private static final Map<String, List<String>> PACKAGES =
      Map.of(
          "libaio.so.1", List.of("libaio1t64", "libaio1"),
          "libnuma.so.1", List.of("libnuma1"),
          "libssl.so.3", List.of("libssl3t64", "libssl3"),
          "libcrypto.so.3", List.of("libssl3t64", "libssl3"));

  private final InstallCache cache;

  NativeLibraries(InstallCache cache) {
    this.cache = cache;
  }

  /**
   * Environment in which the program can be loaded.
   *
   * @throws MissingPrerequisiteException naming the package to install
   */
  Map<String, String> environmentFor(Path program) {
    Map<String, String> environment = Map.of();
    for (int round = 0; round <= PACKAGES.size(); round++) {
      Matcher missing = MISSING.matcher(run(environment, program.toString(), "--version").output());
      if (!missing.find()) {
        return environment;
      }
      String library = missing.group(1);
      Path directory = cache.get("lib-" + library, making -> provide(library, making));
      environment = Map.of("LD_LIBRARY_PATH", prepend(directory, environment));
    }
    throw new MissingPrerequisiteException(
        program.getFileName() + " cannot be loaded; see: " + program + " --version");
  }

  private static String prepend(Path directory, Map<String, String> environment) {
    String before =
        environment.getOrDefault(
            "LD_LIBRARY_PATH", Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse(""));
    return before.isEmpty() ? directory.toString() : directory + ":" + before;
  }

  private static void provide(String library, Path directory) throws IOException {
    for (String packageName : PACKAGES.getOrDefault(library, List.of())) {
      if (unpackDebianPackage(packageName, library, directory)) {
        return;
      }
    }
    throw new MissingPrerequisiteException(
        "The system lacks "
            + library
            + "; install the package that holds it (Debian, Ubuntu: "
            + String.join(" or ", PACKAGES.getOrDefault(library, List.of(library)))
            + "; Fedora: dnf provides '*/"
            + library
            + "') and start again.");
  }

  private static boolean unpackDebianPackage(String packageName, String library, Path directory)
      throws IOException {
    if (run(Map.of(), "sh", "-c", "command -v apt-get && command -v dpkg-deb").failed()) {
      return false;
    }
    Path work = Files.createTempDirectory("aiw3-lib");
    try {
      String download = "cd '" + work + "' && apt-get -q download " + packageName;
      if (run(Map.of(), "sh", "-c", download).failed()
          && run(Map.of(), "sh", "-c", "apt-get -q update && " + download).failed()) {
        return false;
      }
      run(Map.of(), "sh", "-c", "cd '" + work + "' && dpkg-deb -x *.deb .");
      return copyLibraries(work, library, directory);
    } finally {
      InstallCache.deleteTree(work);
    }
  }

  /** The 64-bit-time packages name the file libaio.so.1t64; the program loads libaio.so.1. */
  private static boolean copyLibraries(Path unpacked, String library, Path directory)
      throws IOException {
    List<Path> libraries;
    try (Stream<Path> files = Files.walk(unpacked)) {
      libraries = files.filter(file -> file.getFileName().toString().contains(".so")).toList();
    }
    for (Path file : libraries) {
      String name = file.getFileName().toString().replaceFirst("t64$", "");
      Files.copy(file, directory.resolve(name));
    }
    return Files.exists(directory.resolve(library));
  }

  private record Result(int code, String output) {
    boolean failed() {
      return code != 0;
    }
  }

  private static Result run(Map<String, String> environment, String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
