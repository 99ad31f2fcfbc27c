package io.aiw3.nft.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No server outlives the process that started it, not even when that is killed. */
class OrphanIT {
  @TempDir Path directory;

  /** Starts every kind of server, prints their process ids, and waits to be killed. */
  static final class Parent {
    public static void main(String[] args) throws InterruptedException {
      Path directory = Path.of(args[0]);
      MySqlServer mysql =
          new MySqlServer(
              MySqlSettings.relaxed(directory.resolve("mysql"), directory.resolve("mysql.log")));
      KafkaBroker kafka =
          new KafkaBroker(directory.resolve("kafka"), directory.resolve("kafka.log"), 0);
      RedisServer redis =
          new RedisServer(directory.resolve("redis"), directory.resolve("redis.log"), 0);
      RedisServer paused =
          new RedisServer(directory.resolve("paused"), directory.resolve("paused.log"), 0);
      for (LocalServer server : List.of(mysql, kafka, redis, paused)) {
        server.start();
        System.out.println("child " + server.child().pid());
      }
      paused.pause();
      System.out.println("all started");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  void aKilledParentLeavesNoChildBehind() throws Exception {
    // Given
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<ProcessHandle> children = childrenOf(parent);
    assertThat(children).hasSize(4).allMatch(ProcessHandle::isAlive);

    // When
    parent.destroyForcibly().waitFor();

    // Then
    for (ProcessHandle child : children) {
      child.onExit().get(30, TimeUnit.SECONDS);
    }
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  private static List<ProcessHandle> childrenOf(Process parent) throws Exception {
    List<ProcessHandle> children = new ArrayList<>();
    var lines =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("child ")) {
        children.add(ProcessHandle.of(Long.parseLong(line.substring(6))).orElseThrow());
      }
      if (line.equals("all started")) {
        break;
      }
    }
    return children;
  }
}
