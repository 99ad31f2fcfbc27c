package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A local suite that another program started: its launcher, whose output goes to a file. */
public final class SuiteProcess implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 200;

  private final Process process;
  private final Path log;

  private SuiteProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it; it is stopped with this process too.
   *
   * @param command {@code deploy/local/up} or {@link #launcher}, with its options
   * @param environment added to this process's own
   * @param log written from its beginning
   */
  public static SuiteProcess start(
      List<String> command, Map<String, String> environment, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return new SuiteProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("the suite could not be started", e);
    }
  }

  /**
   * The command of {@code deploy/local/up} without its build.
   *
   * @param classPath of the launcher
   * @param root the repository
   * @param javaOptions of the launcher's virtual machine
   */
  public static List<String> launcher(String classPath, Path root, String... javaOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC"));
    command.addAll(List.of(javaOptions));
    command.addAll(List.of("-cp", classPath, "io.aiw3.nft.launcher.Launcher"));
    command.addAll(List.of("--root", root.toString()));
    return command;
  }

  /**
   * Waits until all of it is ready.
   *
   * @throws IllegalStateException with its output, if it ends or is not ready in so long
   */
  public void awaitRunning(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!output().contains("Running;")) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroy();
        throw new IllegalStateException("the suite did not start; " + log + ":\n" + output());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /**
   * Waits until it has ended by itself.
   *
   * @return its exit code
   * @throws IllegalStateException with its output, if it is still running after so long
   */
  public int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the suite did not end within " + limit + ":\n" + output());
    }
    return process.exitValue();
  }

  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it as Ctrl-C does; one that does not stop is killed, and with it its children. */
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
