package io.aiw3.nft.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps one child running: when it ends, shows its last lines and starts it again, at once after a
 * long life and with growing pauses after short ones. While there is a file of its name under
 * {@link Layout#held} it stays down.
 */
final class Supervisor {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONG_LIFE = Duration.ofSeconds(60);
  private static final long HELD_POLL_MILLIS = 200;

  private final ChildSpec child;
  private final Console console;
  private final Runnable restarted;
  private final Path held;
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param restarted called after each successful restart
   * @param held while this file is there the child is not started again
   */
  Supervisor(ChildSpec child, Console console, Runnable restarted, Path held) {
    this.child = child;
    this.console = console;
    this.restarted = restarted;
    this.held = held;
    this.thread = new Thread(this::watch, "supervisor-" + child.name());
    thread.setDaemon(true);
  }

  /** Watches a child that has been started. */
  void start() {
    thread.start();
  }

  ChildSpec.Stage stage() {
    return child.stage();
  }

  /** Ends the watch, then the child. */
  void stop() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    child.server().stop();
  }

  private void watch() {
    Duration pause = FIRST_PAUSE;
    while (!stopping) {
      Instant since = Instant.now();
      try {
        int code = child.server().child().join();
        if (stopping) {
          return;
        }
        boolean longLife = Duration.between(since, Instant.now()).compareTo(LONG_LIFE) > 0;
        pause = longLife ? FIRST_PAUSE : pause;
        console.ended(child, code, child.server().child().lastLines(), pause);
        Thread.sleep(pause.toMillis());
        while (Files.exists(held)) {
          Thread.sleep(HELD_POLL_MILLIS);
        }
        startAgain();
      } catch (InterruptedException e) {
        return;
      }
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  /** A start that fails leaves an ended child behind, which the next round finds. */
  private void startAgain() {
    Instant start = Instant.now();
    try {
      child.server().start();
      console.ready(child, Duration.between(start, Instant.now()));
      restarted.run();
    } catch (RuntimeException e) {
      if (!stopping) {
        console.say("! " + child.name() + " could not be started again");
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
