package io.aiw3.nft.testkit;

import org.junit.jupiter.api.Assumptions;

/**
 * One of the shared servers, for tests of faults. A test leaves the server running. A test that
 * does something to a MySQL server that the environment names is skipped.
 */
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
    perform("stop");
  }

  /** Starts a stopped or killed server; returns when it is ready. */
  public void start() {
    perform("start");
  }

  /** SIGKILL. */
  public void kill() {
    perform("kill");
  }

  /** SIGSTOP: connections stay open and nothing answers. */
  public void pause() {
    perform("pause");
  }

  public void resume() {
    perform("resume");
  }

  private void perform(String action) {
    if (name.equals("mysql") && ExternalMySql.named().isPresent()) {
      Assumptions.abort(
          "the server of " + ExternalMySql.VARIABLE + " is shared: no test may " + action);
    }
    servers.perform(name, action);
  }
}
