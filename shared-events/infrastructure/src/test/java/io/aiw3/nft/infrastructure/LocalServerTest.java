package io.aiw3.nft.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
  @TempDir Path directory;

  @Test
  void aStartThatIsNotReadyInTimeIsTriedAgain() {
    try (Server server = new Server("[ $n -ge 2 ] && echo ready; sleep 60", 2)) {
      server.start();
      assertThat(server.isRunning()).isTrue();
      assertThat(server.started).isEqualTo(2);
    }
  }

  @Test
  void theLastStartThatIsNotReadyFailsAndLeavesNoProcess() {
    try (Server server = new Server("sleep 60", 2)) {
      assertThatThrownBy(server::start).isInstanceOf(ChildFailedException.class);
      assertThat(server.isRunning()).isFalse();
      assertThat(server.started).isEqualTo(2);
    }
  }

  @Test
  void aProcessThatEndsIsNotTriedAgain() {
    try (Server server = new Server("exit 3", 2)) {
      assertThatThrownBy(server::start)
          .isInstanceOf(ChildFailedException.class)
          .hasMessageContaining("ended with code 3");
      assertThat(server.started).isEqualTo(1);
    }
  }

  /** A shell script; {@code $n} is the number of its start. */
  private final class Server extends LocalServer {
    private final String script;
    private final int starts;
    private int started;

    Server(String script, int starts) {
      this.script = script;
      this.starts = starts;
    }

    @Override
    public String name() {
      return "server";
    }

    @Override
    protected ChildCommand command() {
      started++;
      return new ChildCommand(
          "server",
          List.of("/bin/sh", "-c", "n=" + started + "; " + script),
          Map.of(),
          directory,
          directory.resolve("log"));
    }

    @Override
    protected Readiness readiness() {
      return child -> child.output().contains("ready");
    }

    @Override
    protected int starts() {
      return starts;
    }

    @Override
    protected Duration startLimit() {
      return Duration.ofSeconds(2);
    }
  }
}
