package io.aiw3.nft.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A running {@code deploy/local/up}, without its build: Maven has done that. */
final class LocalSuite implements AutoCloseable {
  private static final Path REPOSITORY = Path.of(System.getProperty("repository"));
  private static final Duration STOP = Duration.ofSeconds(60);

  private final Process process;
  private final Path home;
  private final Path log;

  private LocalSuite(Process process, Path home, Path log) {
    this.process = process;
    this.home = home;
    this.log = log;
  }

  static LocalSuite start(Path home, String... options) throws IOException {
    Files.createDirectories(home);
    Path log = home.resolveSibling(home.getFileName() + ".log");
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx96m",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "io.aiw3.nft.launcher.Launcher",
        "--root",
        REPOSITORY.toString(),
        "--home",
        home.toString());
    Collections.addAll(command, options);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new LocalSuite(process, home, log);
  }

  void awaitRunning(Duration limit) {
    Awaitility.await("the suite")
        .atMost(limit)
        .until(() -> output().contains("Running;") || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the suite ended:\n" + output());
    }
  }

  Story play(int number) throws IOException {
    return Story.play(REPOSITORY, runFile(), home.resolveSibling("story-" + number + ".log"));
  }

  Story playInBrowser() throws IOException {
    return Story.inBrowser(REPOSITORY, runFile(), home.resolveSibling("story-browser.log"));
  }

  Story makeATrader() throws IOException {
    return Story.ofAMadeTrader(REPOSITORY, runFile(), home.resolveSibling("trader.log"));
  }

  /** Kills a service as soon as the story says so; the launcher starts it again. */
  void killWhen(Story story, String line, String service) throws IOException {
    story.awaitLine(line, Duration.ofMinutes(4));
    ProcessHandle.of(pid(service))
        .orElseThrow(() -> new AssertionError(service + " is not running"))
        .destroyForcibly();
  }

  /** The service's process, to be stopped and continued by signals. */
  long pid(String service) throws IOException {
    return run().at("/pids/" + service).asLong();
  }

  JsonNode run() throws IOException {
    return new ObjectMapper().readTree(runFile().toFile());
  }

  int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the suite did not end within " + limit + ":\n" + output());
    }
    return process.exitValue();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path runFile() {
    return home.resolve("run.json");
  }

  /** Stops it as Ctrl-C does; a suite that does not stop is killed, and with it its children. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
