package io.aiw3.nft.testkit;

import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.LocalServer;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.RedisServer;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.schema.StatementLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The servers of this JVM.
 *
 * <p>Quarkus loads test classes in a class loader per test profile, each with statics of its own,
 * and closes it afterwards. The servers therefore belong to the system class loader, and the
 * platform's MBean server, which all loaders share, is where they are found.
 */
final class SharedServers implements ServersMXBean {
  private static final String NAME = "io.aiw3.nft:type=TestServers";

  private final Optional<ExternalMySql> external;
  private final Optional<MySqlServer> mysql;
  private final KafkaBroker kafka;
  private final RedisServer redis;
  private final Path statements;
  private volatile Map<String, String> databases = Map.of();

  private SharedServers(Path home, Path data) {
    external = ExternalMySql.named();
    statements = home.resolve("statements.log");
    mysql =
        external.isPresent()
            ? Optional.empty()
            : Optional.of(
                new MySqlServer(
                    MySqlSettings.relaxed(data.resolve("mysql"), home.resolve("mysql.log"))));
    kafka = new KafkaBroker(data.resolve("kafka"), home.resolve("kafka.log"), 0);
    redis = new RedisServer(data.resolve("redis"), home.resolve("redis.log"), 0);
  }

  /** The servers of this JVM, running. */
  static ServersMXBean get() {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    synchronized (beans) {
      try {
        ObjectName name = new ObjectName(NAME);
        if (!beans.isRegistered(name)) {
          Method register = lasting().getDeclaredMethod("register");
          register.setAccessible(true);
          register.invoke(null);
        }
        return JMX.newMXBeanProxy(beans, name, ServersMXBean.class);
      } catch (InvocationTargetException e) {
        throw new IllegalStateException("the test servers did not start", e.getCause());
      } catch (JMException | ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** This class in the loader that lives as long as the JVM. */
  private static Class<?> lasting() {
    try {
      return ClassLoader.getSystemClassLoader().loadClass(SharedServers.class.getName());
    } catch (ClassNotFoundException notOnTheSystemClassPath) {
      return SharedServers.class;
    }
  }

  /** Called by reflection from any loader. */
  @SuppressWarnings("unused")
  private static void register() throws JMException {
    ManagementFactory.getPlatformMBeanServer().registerMBean(start(), new ObjectName(NAME));
  }

  private static SharedServers start() {
    Path root = Path.of("target", "infrastructure").toAbsolutePath();
    deleteDataOfEndedRuns(root);
    Path home = root.resolve(Long.toString(ProcessHandle.current().pid()));
    Path data = home.resolve("data");
    SharedServers servers = new SharedServers(home, data);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> servers.discard(data), "discard-infrastructure"));
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    servers.all().stream()
        .map(server -> CompletableFuture.runAsync(() -> inOwnLoader(server::start)))
        .toList()
        .forEach(CompletableFuture::join);
    inOwnLoader(servers::nameDatabases);
    inOwnLoader(servers::recordStatements);
    return servers;
  }

  private List<LocalServer> all() {
    return Stream.<LocalServer>concat(mysql.stream(), Stream.of(kafka, redis)).toList();
  }

  private void nameDatabases() {
    try {
      databases =
          external.isPresent()
              ? external.get().create()
              : Stream.of(Schema.values()).collect(Collectors.toMap(Schema::user, Schema::user));
    } catch (SQLException e) {
      throw new IllegalStateException("the server of " + ExternalMySql.VARIABLE + " refused", e);
    }
  }

  private void recordStatements() {
    if (StatementLog.isOn() && mysql.isPresent()) {
      try (Connection admin = mysql.get().adminConnection()) {
        StatementLog.start(admin, statements);
      } catch (SQLException e) {
        throw new IllegalStateException("the statements cannot be recorded", e);
      }
    }
  }

  @Override
  public Map<String, String> getDatabases() {
    return databases;
  }

  @Override
  public Map<String, String> getAddresses() {
    return Map.of(
        "mysql",
            external
                .map(ExternalMySql::address)
                .orElseGet(() -> "127.0.0.1:" + mysql.orElseThrow().port()),
        "kafka", kafka.bootstrapServers(),
        "redis", redis.hosts());
  }

  @Override
  public void perform(String name, String action) {
    LocalServer server =
        all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    switch (action) {
      case "start" -> inOwnLoader(server::start);
      case "stop" -> server.stop();
      case "kill" -> server.kill();
      case "pause" -> server.pause();
      case "resume" -> server.resume();
      case "flush" -> redis.flush();
      default -> throw new IllegalArgumentException(action);
    }
  }

  /** Kafka's and MySQL's clients look their classes up through the context class loader. */
  private static void inOwnLoader(Runnable action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(SharedServers.class.getClassLoader());
    try {
      action.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void discard(Path data) {
    all().stream().filter(LocalServer::isRunning).forEach(LocalServer::kill);
    inOwnLoader(this::dropDatabases);
    if (StatementLog.isOn() && Files.exists(statements)) {
      StatementLog.keep(statements);
    }
    deleteTree(data);
  }

  private void dropDatabases() {
    try {
      if (external.isPresent()) {
        external.get().drop(databases);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("databases remain: " + databases.values(), e);
    }
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
