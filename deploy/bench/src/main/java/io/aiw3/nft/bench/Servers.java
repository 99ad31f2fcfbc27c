package io.aiw3.nft.bench;

import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * MySQL, Kafka and Redis of one benchmark, in a folder of their own that is gone afterwards. MySQL
 * flushes at each commit and has room for the tables in memory, as in production.
 */
public final class Servers implements AutoCloseable {
  private static final int BUFFER_POOL_MIB = 1024;
  private static final String LOG = ".out";

  private final Path folder;
  private final MySqlServer mysql;
  private final KafkaBroker kafka;
  private final RedisServer redis;

  private Servers(Path folder) {
    this.folder = folder;
    mysql =
        new MySqlServer(
            new MySqlSettings(
                folder.resolve("mysql"), log("mysql"), 0, true, BUFFER_POOL_MIB, mysqlOptions()));
    kafka = new KafkaBroker(folder.resolve("kafka"), log("kafka"), 0);
    redis = new RedisServer(folder.resolve("redis"), log("redis"), 0);
  }

  /** {@code BENCH_MYSQL_OPTIONS}: further options of mysqld, to look into it. */
  private static List<String> mysqlOptions() {
    String options = System.getenv().getOrDefault("BENCH_MYSQL_OPTIONS", "").strip();
    return options.isEmpty() ? List.of() : List.of(options.split("\\s+"));
  }

  public static Servers start(Options options) {
    try {
      Path parent = Files.createDirectories(options.root().resolve(".local/bench"));
      Servers servers = new Servers(Files.createTempDirectory(parent, "run"));
      servers.mysql.start();
      servers.kafka.start();
      servers.redis.start();
      return servers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public MySqlServer mysql() {
    return mysql;
  }

  public KafkaBroker kafka() {
    return kafka;
  }

  /** Reads the topic from its beginning; the caller closes it. */
  public KafkaConsumer<byte[], byte[]> reader(String topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "bench",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  public RedisServer redis() {
    return redis;
  }

  public Path folder() {
    return folder;
  }

  /** Log file of a program beside the servers. */
  public Path log(String name) {
    return folder.resolve(name + LOG);
  }

  @Override
  public void close() {
    redis.close();
    kafka.close();
    mysql.close();
    try {
      keepLogs(folder.resolveSibling("logs"));
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces those of the run before: a run's logs are found there. */
  private void keepLogs(Path kept) throws IOException {
    Files.createDirectories(kept);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(LOG)).toList()) {
        Files.move(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
