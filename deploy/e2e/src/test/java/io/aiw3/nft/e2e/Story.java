package io.aiw3.nft.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One trader's story, as a process whose output is a file. */
record Story(Process process, Path log) {
  static Story play(Path repository, Path runFile, Path log) throws IOException {
    return play(repository.resolve("deploy/local"), "lib/story/story.js", runFile, log);
  }

  /** By clicks alone; where there is no browser it says so and ends well. */
  static Story inBrowser(Path repository, Path runFile, Path log) throws IOException {
    return play(repository.resolve("deploy/console"), "e2e/story.js", runFile, log);
  }

  /** {@code deploy/local/trader}: everything a trader needs for the upgrade to level 2. */
  static Story ofAMadeTrader(Path repository, Path runFile, Path log) throws IOException {
    return play(
        repository.resolve("deploy/local"),
        List.of(
            "lib/trader/trader.js", "--volume", "600000.0000000001", "--badges", "all", "--bind"),
        runFile,
        log);
  }

  private static Story play(Path directory, String script, Path runFile, Path log)
      throws IOException {
    return play(directory, List.of(script), runFile, log);
  }

  private static Story play(Path directory, List<String> script, Path runFile, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(script);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("AIW3_RUN_FILE", runFile.toString());
    return new Story(builder.start(), log);
  }

  void awaitLine(String text, Duration limit) {
    Awaitility.await("'" + text + "' in " + log)
        .atMost(limit)
        .until(() -> output().contains(text) || !process.isAlive());
  }

  int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the story did not end within " + limit + ":\n" + output());
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
}
