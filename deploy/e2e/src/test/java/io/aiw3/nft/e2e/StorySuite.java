package io.aiw3.nft.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.infrastructure.SuiteProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A running {@code deploy/local/up}, without its build, and those who play stories on it. */
final class StorySuite implements AutoCloseable {
  private static final Path REPOSITORY = Path.of(System.getProperty("repository"));

  private final SuiteProcess process;
  private final Path home;

  private StorySuite(SuiteProcess process, Path home) {
    this.process = process;
    this.home = home;
  }

  static StorySuite start(Path home, String... options) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>(SuiteProcess.launcher(classPath, REPOSITORY));
    Collections.addAll(command, "--home", home.toString());
    Collections.addAll(command, options);
    Path log = home.resolveSibling(home.getFileName() + ".log");
    return new StorySuite(SuiteProcess.start(command, Map.of(), log), home);
  }

  void awaitRunning(Duration limit) throws InterruptedException {
    process.awaitRunning(limit);
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
    return process.awaitExit(limit);
  }

  String output() {
    return process.output();
  }

  Path runFile() {
    return home.resolve("run.json");
  }

  @Override
  public void close() {
    process.close();
  }
}
