package io.aiw3.nft.testkit;

import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.LocalServer;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The servers of this JVM.
 *
 * <p>Quarkus loads test classes in several class loaders, and each has statics of its own. What is
 * shared therefore hangs on the system properties and speaks in types of the JDK only.
 */
record SharedServers(Map<String, String> addresses, BiConsumer<String, String> control) {
  private static final String KEY = "io.aiw3.nft.testkit.servers";

  static SharedServers get() {
    synchronized (Runtime.getRuntime()) {
      Object shared = System.getProperties().get(KEY);
      if (shared == null) {
        shared = start();
        System.getProperties().put(KEY, shared);
      }
      return attach(shared);
    }
  }

  @SuppressWarnings("unchecked")
  private static SharedServers attach(Object shared) {
    Object[] parts = (Object[]) shared;
    return new SharedServers((Map<String, String>) parts[0], (BiConsumer<String, String>) parts[1]);
  }

  private static Object[] start() {
    Path root = Path.of("target", "infrastructure").toAbsolutePath();
    deleteDataOfEndedRuns(root);
    Path home = root.resolve(Long.toString(ProcessHandle.current().pid()));
    Path data = home.resolve("data");
    MySqlServer mysql =
        new MySqlServer(MySqlSettings.relaxed(data.resolve("mysql"), home.resolve("mysql.log")));
    KafkaBroker kafka = new KafkaBroker(data.resolve("kafka"), home.resolve("kafka.log"), 0);
    RedisServer redis = new RedisServer(data.resolve("redis"), home.resolve("redis.log"), 0);
    List<LocalServer> servers = List.of(mysql, kafka, redis);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> discard(servers, data), "infrastructure"));
    createDirectories(data);
    servers.stream()
        .map(server -> CompletableFuture.runAsync(server::start))
        .toList()
        .forEach(CompletableFuture::join);
    Map<String, String> addresses =
        Map.of(
            "mysql", "127.0.0.1:" + mysql.port(),
            "kafka", kafka.bootstrapServers(),
            "redis", redis.hosts());
    BiConsumer<String, String> control =
        (name, action) ->
            perform(
                servers.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(),
                action);
    return new Object[] {addresses, control};
  }

  private static void perform(LocalServer server, String action) {
    switch (action) {
      case "start" -> server.start();
      case "stop" -> server.stop();
      case "kill" -> server.kill();
      case "pause" -> server.pause();
      case "resume" -> server.resume();
      case "flush" -> ((RedisServer) server).flush();
      default -> throw new IllegalArgumentException(action);
    }
  }

  private static void discard(List<LocalServer> servers, Path data) {
    servers.stream().filter(LocalServer::isRunning).forEach(LocalServer::kill);
    deleteTree(data);
  }

  /** A killed test JVM leaves its data behind; its servers have ended by themselves. */
  private static void deleteDataOfEndedRuns(Path root) {
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> runs = Files.list(root)) {
      runs.filter(run -> run.getFileName().toString().matches("\\d+"))
          .filter(run -> ProcessHandle.of(Long.parseLong(run.getFileName().toString())).isEmpty())
          .forEach(SharedServers::deleteTree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteTree(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
