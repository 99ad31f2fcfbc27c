package io.aiw3.nft.testkit;

/** One of the shared servers, for tests of faults. A test leaves the server running. */
public final class TestServer {
  private final String name;
  private final ServersMXBean servers;

  TestServer(String name, ServersMXBean servers) {
    this.name = name;
    this.servers = servers;
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
    servers.perform(name, "stop");
  }

  /** Starts a stopped or killed server; returns when it is ready. */
  public void start() {
    servers.perform(name, "start");
  }

  /** SIGKILL. */
  public void kill() {
    servers.perform(name, "kill");
  }

  /** SIGSTOP: connections stay open and nothing answers. */
  public void pause() {
    servers.perform(name, "pause");
  }

  public void resume() {
    servers.perform(name, "resume");
  }
}
