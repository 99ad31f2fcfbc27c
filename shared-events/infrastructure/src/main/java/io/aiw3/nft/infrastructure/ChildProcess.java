package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A running program that ends with this process (see {@link Guard}) and writes to a log file.
 *
 * <p>Standard output goes to the file and not through this process, so a busy or paused parent
 * never blocks a child.
 */
public final class ChildProcess {
  private static final int LAST_LINES = 15;
  private static final long POLL_MILLIS = 25;

  private final ChildCommand command;
  private final Process process;
  private final long logStart;

  private ChildProcess(ChildCommand command, Process process, long logStart) {
    this.command = command;
    this.process = process;
    this.logStart = logStart;
  }

  public static ChildProcess start(ChildCommand command) {
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      long logStart = Files.exists(command.log()) ? Files.size(command.log()) : 0;
      ProcessBuilder builder =
          new ProcessBuilder(Guard.wrap(command.command()))
              .directory(command.directory().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
      Map<String, String> environment = builder.environment();
      environment.putAll(command.environment());
      return new ChildProcess(command, builder.start(), logStart);
    } catch (IOException e) {
      throw new UncheckedIOException(command.name() + " could not be started", e);
    }
  }

  /**
   * The command with the guard around it that ends it with this process: for callers that start the
   * process themselves. They leave its standard input open and unread, for it is the guard's.
   */
  public static List<String> guarded(List<String> command) {
    return Guard.wrap(command);
  }

  public String name() {
    return command.name();
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return command.log();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Calls the listener once, on another thread, when the child has ended for any reason. */
  public CompletableFuture<Void> onExit(Consumer<ChildProcess> listener) {
    return process.onExit().thenAccept(ended -> listener.accept(this));
  }

  /** Exit code of an ended child; 128 + signal number when a signal ended it. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Waits, however long, for the end of the child, and returns its exit code. */
  public int join() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Waits for the end of a child that ends by itself.
   *
   * @throws ChildFailedException when it still runs at the limit; it is killed then
   */
  public int awaitExit(Duration limit) {
    if (!waitFor(limit)) {
      kill();
      throw new ChildFailedException(
          name() + " did not end within " + limit.toSeconds() + " s", lastLines());
    }
    return exitCode();
  }

  /** What this child has written since it was started, the log of earlier runs left out. */
  public String output() {
    try (var channel = Files.newByteChannel(command.log())) {
      channel.position(logStart);
      var bytes = new byte[Math.toIntExact(Math.max(0, channel.size() - logStart))];
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      return new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(log " + command.log() + " cannot be read: " + e.getMessage() + ")";
    }
  }

  public List<String> lastLines() {
    List<String> lines = output().lines().toList();
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  /**
   * Waits until the child says that it is ready.
   *
   * @throws ChildFailedException when it ends before, or is not ready within the limit
   */
  public void awaitReady(Readiness readiness, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      if (!isAlive()) {
        throw new ChildFailedException(name() + " ended with code " + exitCode(), lastLines());
      }
      try {
        if (readiness.isReady(this)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ChildFailedException(name() + ": waiting was interrupted", e);
      } catch (Exception notYet) {
        last = notYet;
      }
      pauseBetweenPolls();
    }
    throw new ChildFailedException(
        name()
            + " was not ready after "
            + limit.toSeconds()
            + " s"
            + (last == null ? "" : " (" + last + ")"),
        lastLines());
  }

  private void pauseBetweenPolls() {
    try {
      process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChildFailedException(name() + ": waiting was interrupted", e);
    }
  }

  /** Requests the child to end (SIGTERM), and makes it end (SIGKILL) when the grace is over. */
  public void stop(Duration grace) {
    if (isAlive()) {
      process.destroy();
      resume(); // a stopped process gets SIGTERM only when it continues
      if (!waitFor(grace)) {
        kill();
      }
    }
  }

  /** SIGKILL, and waits until the child is gone. */
  public void kill() {
    process.destroyForcibly();
    waitFor(Duration.ofSeconds(30));
  }

  /** SIGSTOP: the child keeps its connections and answers nothing. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " " + pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean waitFor(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
