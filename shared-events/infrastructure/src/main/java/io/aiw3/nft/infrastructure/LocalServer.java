package io.aiw3.nft.infrastructure;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A server that runs as a child and keeps its address and data when it is restarted.
 *
 * <p>Not for use by several threads at once, except that {@link #kill}, {@link #pause} and {@link
 * #resume} may come from anywhere.
 */
public abstract class LocalServer implements AutoCloseable {
  private volatile ChildProcess child;

  public abstract String name();

  /** What to run; called at each start. May prepare the data directory. */
  protected abstract ChildCommand command();

  /** Whether the child answers as it should. */
  protected abstract Readiness readiness();

  /** Completes a start once the server answers, e.g. creates what must exist. */
  protected void afterReady() {}

  protected Duration startLimit() {
    return Duration.ofSeconds(90);
  }

  /** How many starts are tried where one is alive and not ready within the limit. */
  protected int starts() {
    return 1;
  }

  protected Duration stopGrace() {
    return Duration.ofSeconds(20);
  }

  /**
   * Starts the server and returns when it is ready.
   *
   * @throws ChildFailedException with the log's last lines
   * @throws MissingPrerequisiteException when the machine lacks something
   */
  public final void start() {
    launch();
    awaitReady();
  }

  /** Starts the process without waiting for it. */
  public final ChildProcess launch() {
    if (isRunning()) {
      throw new IllegalStateException(name() + " is running already");
    }
    child = ChildProcess.start(command());
    return child;
  }

  /** Waits for a launched process; a failed start leaves no process behind. */
  public final void awaitReady() {
    for (int left = starts(); !isReady(left); left--) {
      child = ChildProcess.start(command());
    }
  }

  /**
   * @param left starts, this one included
   * @return false if it is to be started again
   */
  private boolean isReady(int left) {
    try {
      child.awaitReady(readiness(), startLimit());
      afterReady();
      return true;
    } catch (RuntimeException failed) {
      boolean alive = child.isAlive();
      child.kill();
      if (left <= 1 || !alive) {
        throw failed;
      }
      return false;
    }
  }

  public final boolean isRunning() {
    ChildProcess current = child;
    return current != null && current.isAlive();
  }

  /** The current process, or null before the first start. */
  public final ChildProcess child() {
    return child;
  }

  public final Path log() {
    return child.log();
  }

  /** Orderly stop: SIGTERM, and SIGKILL when that does not help. */
  public final void stop() {
    if (child != null) {
      child.stop(stopGrace());
    }
  }

  public final void restart() {
    stop();
    start();
  }

  /** SIGKILL, as a crash; {@link #start} brings the server back with its data. */
  public final void kill() {
    child.kill();
  }

  /** SIGSTOP: connections stay open and nothing answers. */
  public final void pause() {
    child.pause();
  }

  public final void resume() {
    child.resume();
  }

  @Override
  public final void close() {
    stop();
  }
}
