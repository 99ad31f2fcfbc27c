package io.aiw3.nft.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The children, started stage by stage and stopped the other way round.
 *
 * <p>Within a stage they start side by side, but no more at once than the machine has cores: each
 * is busy while it starts.
 */
final class Suite {
  private final List<ChildSpec> children;
  private final Console console;
  private final Runnable changed;
  private final Layout layout;
  private final List<Supervisor> supervisors = new ArrayList<>();
  private boolean stopping;

  /**
   * @param changed called when a child has been started again, and so has a new process id
   */
  Suite(List<ChildSpec> children, Console console, Runnable changed, Layout layout) {
    this.children = List.copyOf(children);
    this.console = console;
    this.changed = changed;
    this.layout = layout;
  }

  List<ChildSpec> children() {
    return children;
  }

  /**
   * Starts a stage and returns when all of it is ready.
   *
   * @throws RuntimeException of the first child that failed
   */
  void start(ChildSpec.Stage stage) {
    int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors());
    ExecutorService starters = Executors.newFixedThreadPool(atOnce);
    try {
      List<CompletableFuture<Void>> starts =
          of(stage).stream()
              .map(child -> CompletableFuture.runAsync(() -> start(child), starters))
              .toList();
      starts.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      starters.shutdownNow();
    }
  }

  private void start(ChildSpec child) {
    Instant start = Instant.now();
    Supervisor supervisor = new Supervisor(child, console, changed, layout.held(child.name()));
    synchronized (this) {
      if (stopping) {
        return;
      }
      supervisors.add(supervisor);
      child.server().launch();
    }
    child.server().awaitReady();
    console.ready(child, Duration.between(start, Instant.now()));
    supervisor.start();
  }

  private List<ChildSpec> of(ChildSpec.Stage stage) {
    return children.stream().filter(child -> child.stage() == stage).toList();
  }

  /** Stops everything that runs: the gateway first, the infrastructure last. */
  void stop() {
    List<Supervisor> running;
    synchronized (this) {
      stopping = true;
      running = List.copyOf(supervisors);
    }
    ChildSpec.Stage[] stages = ChildSpec.Stage.values();
    for (int i = stages.length - 1; i >= 0; i--) {
      ChildSpec.Stage stage = stages[i];
      List<Thread> stops =
          running.stream()
              .filter(supervisor -> supervisor.stage() == stage)
              .map(supervisor -> new Thread(supervisor::stop))
              .toList();
      stops.forEach(Thread::start);
      stops.forEach(Suite::join);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
