package io.aiw3.nft.testkit;

import java.util.function.BiConsumer;

/** One of the shared servers, for tests of faults. A test leaves the server running. */
public final class TestServer {
  private final String name;
  private final BiConsumer<String, String> control;

  TestServer(String name, BiConsumer<String, String> control) {
    this.name = name;
    this.control = control;
  }

  public String name() {
    return name;
  }

  /** Orderly stop and start, with the same address and data. */
  public void restart() {
    stop();
    start();
  }

  public void stop() {
    control.accept(name, "stop");
  }

  /** Starts a stopped or killed server; returns when it is ready. */
  public void start() {
    control.accept(name, "start");
  }

  /** SIGKILL. */
  public void kill() {
    control.accept(name, "kill");
  }

  /** SIGSTOP: connections stay open and nothing answers. */
  public void pause() {
    control.accept(name, "pause");
  }

  public void resume() {
    control.accept(name, "resume");
  }
}
