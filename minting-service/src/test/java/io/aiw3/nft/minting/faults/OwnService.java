package io.aiw3.nft.minting.faults;

import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildProcess;
import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.LocalServer;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Ports;
import io.aiw3.nft.infrastructure.RedisServer;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.minting.ChainProbe;
import io.aiw3.nft.minting.LocalNetwork;
import io.aiw3.nft.minting.SagaProbe;
import io.aiw3.nft.testkit.KafkaProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.p2p.solanaj.core.Account;

/**
 * The service as packaged, in a process that can be killed, with servers, chain and IPFS that no
 * other test sees.
 */
final class OwnService implements AutoCloseable {
  /**
   * Kafka's clients log much about themselves; held here, because a logger without a reference is
   * collected.
   */
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path folder;
  private final MySqlServer mysql;
  private final KafkaBroker kafka;
  private final RedisServer redis;
  private final LocalNetwork network = new LocalNetwork();
  private final Map<String, String> config = new HashMap<>();
  private final KafkaProbe probe;
  private final SagaProbe saga;
  private ChildProcess process;
  private int port;

  OwnService() {
    KAFKA.setLevel(Level.SEVERE);
    try {
      Path parent = Files.createDirectories(Path.of("target", "own-service").toAbsolutePath());
      folder = Files.createTempDirectory(parent, "run");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mysql =
        new MySqlServer(
            MySqlSettings.relaxed(folder.resolve("mysql"), folder.resolve("mysql.log")));
    kafka = new KafkaBroker(folder.resolve("kafka"), folder.resolve("kafka.log"), 0);
    redis = new RedisServer(folder.resolve("redis"), folder.resolve("redis.log"), 0);
    List<LocalServer> servers = List.of(mysql, kafka, redis);
    servers.forEach(LocalServer::launch);
    config.putAll(network.launch());
    servers.forEach(LocalServer::awaitReady);
    probe = new KafkaProbe(kafka.bootstrapServers());
    saga = new SagaProbe(probe);
    config.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    config.put("quarkus.redis.hosts", redis.hosts());
    config.put("quarkus.datasource.reactive.url", mysql.reactiveUrl(Schema.MINTING));
    config.put("quarkus.datasource.jdbc.url", mysql.jdbcUrl(Schema.MINTING));
    config.put("quarkus.datasource.username", Schema.MINTING.user());
    config.put("quarkus.datasource.password", Schema.MINTING.password());
    config.put("quarkus.http.host", "127.0.0.1");
    config.put("mp.jwt.verify.publickey", publicKey());
    // The partitions of one that was killed are its successor's after this.
    config.put("mp.messaging.connector.smallrye-kafka.session.timeout.ms", "3000");
    config.put("mp.messaging.connector.smallrye-kafka.heartbeat.interval.ms", "700");
  }

  /** For the next start. */
  OwnService with(String key, String value) {
    config.put(key, value);
    return this;
  }

  /** For the next start. */
  OwnService without(String key) {
    config.remove(key);
    return this;
  }

  /**
   * Starts the service and waits until it is alive, which it is while Pinata or a node is
   * unavailable.
   */
  void start() {
    port = Ports.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    config.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-Dquarkus.http.port=" + port);
    Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    command.addAll(List.of("-jar", jar.toString()));
    process =
        ChildProcess.start(
            new ChildCommand(
                "minting-service", command, Map.of(), folder, folder.resolve("service.log")));
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest live =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/live")).build();
    process.awaitReady(
        started -> http.send(live, BodyHandlers.discarding()).statusCode() == 200, START_LIMIT);
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
  }

  /** SIGKILL of the chain's only node; see {@link LocalNetwork#killAndRestartChain()}. */
  void killAndRestartChain() {
    network.killAndRestartChain();
  }

  /** What the last start has written. */
  String output() {
    return process.output();
  }

  /** Of the running service, without a path. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The system wallet, with its key. */
  Account wallet() {
    return network.walletAccount();
  }

  ChainProbe chain() {
    return new ChainProbe(network.chain());
  }

  String chainUrl() {
    return network.chain();
  }

  String ipfsUrl() {
    return network.ipfs();
  }

  SagaProbe saga() {
    return saga;
  }

  KafkaProbe kafka() {
    return probe;
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The caller closes it. */
  Connection database() throws SQLException {
    return mysql.connection(Schema.MINTING);
  }

  ChainOracle oracle() {
    return new ChainOracle(chain(), network.wallet(), () -> mysql.connection(Schema.MINTING));
  }

  private static String publicKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPublic().getEncoded();
      return "-----BEGIN PUBLIC KEY-----"
          + Base64.getEncoder().encodeToString(key)
          + "-----END PUBLIC KEY-----";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.kill();
    }
    saga.close();
    probe.close();
    network.stop();
    redis.close();
    kafka.close();
    mysql.close();
    deleteServersData();
  }

  /** Logs stay. */
  private void deleteServersData() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (!Files.isDirectory(file) && !file.toString().endsWith(".log")) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
