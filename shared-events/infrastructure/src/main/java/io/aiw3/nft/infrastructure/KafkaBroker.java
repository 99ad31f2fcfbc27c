package io.aiw3.nft.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker (KRaft, one node) on loopback in a JVM of its own, with the topics of {@link
 * TopicLayout}.
 *
 * <p>The controller's port is fixed for the life of the data directory's process, because the
 * quorum is named by address.
 */
public final class KafkaBroker extends LocalServer {
  private static final String CLUSTER_ID = "aiw3NftLocalCluster00w";
  private static final Duration ADMIN_LIMIT = Duration.ofSeconds(30);

  private final Path directory;
  private final Path log;
  private final int port;
  private final int controllerPort;
  private final Optional<SecureListener> secure;

  /**
   * @param directory holds the broker's data and its configuration
   * @param wantedPort 0 for any
   */
  public KafkaBroker(Path directory, Path log, int wantedPort) {
    this(directory, log, wantedPort, Optional.empty());
  }

  /**
   * @param secure a second listener, for users with a password, over TLS
   */
  public KafkaBroker(Path directory, Path log, int wantedPort, Optional<SecureListener> secure) {
    this.directory = directory.toAbsolutePath();
    this.log = log.toAbsolutePath();
    this.port = Ports.preferredOrFree(wantedPort);
    this.controllerPort = Ports.free();
    this.secure = secure;
  }

  @Override
  public String name() {
    return "kafka";
  }

  public int port() {
    return port;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  protected ChildCommand command() {
    try {
      Files.createDirectories(directory);
      Path properties = directory.resolve("server.properties");
      Files.writeString(properties, configuration());
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx256m",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xshare:auto",
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
              "-Dorg.slf4j.simpleLogger.showDateTime=true",
              "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
              "-cp",
              classPath(),
              BrokerMain.class.getName(),
              properties.toString(),
              CLUSTER_ID);
      return new ChildCommand(name(), command, Map.of(), directory, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() throws IOException {
    try (InputStream libraries = KafkaBroker.class.getResourceAsStream("broker.classpath")) {
      if (libraries == null) {
        throw new IOException("broker.classpath is missing; build the module infrastructure");
      }
      Path own =
          Path.of(KafkaBroker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own + ":" + new String(libraries.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private String configuration() {
    return """
    process.roles=broker,controller
    node.id=1
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d%4$s
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d%4$s
    controller.listener.names=CONTROLLER
    controller.quorum.voters=1@127.0.0.1:%2$d
    log.dirs=%3$s
    auto.create.topics.enable=false
    group.initial.rebalance.delay.ms=0
    # Tests that kill a consumer need not wait Kafka's least of 6 s for its partitions.
    group.min.session.timeout.ms=1000
    # One node: every internal topic has one replica, and few partitions to start fast.
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=6
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=3
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    share.coordinator.state.topic.num.partitions=3
    # Small: one machine, little data.
    num.network.threads=2
    num.io.threads=4
    log.cleaner.dedupe.buffer.size=16777216
    log.index.size.max.bytes=1048576
    # A broker that was killed registers again only when its old session is over.
    broker.session.timeout.ms=4000
    broker.heartbeat.interval.ms=1000
    """
            .formatted(
                port,
                controllerPort,
                directory.resolve("log"),
                secure.map(SecureListener::address).orElse(""))
        + secure.map(SecureListener::configuration).orElse("");
  }

  @Override
  protected Readiness readiness() {
    return Readiness.line(BrokerMain.READY);
  }

  @Override
  protected void afterReady() {
    try (Admin admin = admin()) {
      TopicLayout.create(admin);
      secure.ifPresent(listener -> listener.createUser(admin));
    }
  }

  /** An admin client for this broker; the caller closes it. */
  public Admin admin() {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers(),
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            Math.toIntExact(ADMIN_LIMIT.toMillis())));
  }
}
