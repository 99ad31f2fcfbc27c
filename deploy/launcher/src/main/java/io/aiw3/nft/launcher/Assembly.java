package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.LocalServer;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Ports;
import io.aiw3.nft.infrastructure.RedisServer;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SuiteService;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Decides what runs where: the children of this start, and the addresses that result. */
final class Assembly {
  private static final int MYSQL_PORT = 13306;
  private static final int KAFKA_PORT = 19092;
  private static final int REDIS_PORT = 16379;
  private static final int CHAIN_PORT = 8899;
  private static final int IPFS_PORT = 5001;
  private static final int GATEWAY_PORT = 8080;
  private static final int GATEWAY_METRICS_PORT = 8079;
  private static final int PROMETHEUS_PORT = 9090;
  private static final int PLATFORM_PORT = 8090;

  /** Replicas of one service are ten ports apart. */
  private static final int REPLICA_STEP = 10;

  private static final String SECOND_NODE = "second";
  private static final String LOCAL_PINATA_TOKEN = "local-dev-token";

  private final LaunchOptions options;
  private final Layout layout;
  private final LocalKeys keys;
  private final External external;
  private final List<ChildSpec> children = new ArrayList<>();
  private Addresses addresses;

  private Assembly(LaunchOptions options, Layout layout, LocalKeys keys, External external) {
    this.options = options;
    this.layout = layout;
    this.keys = keys;
    this.external = external;
  }

  static Assembly of(LaunchOptions options, Layout layout, LocalKeys keys, External external) {
    Assembly assembly = new Assembly(options, layout, keys, external);
    assembly.assemble();
    return assembly;
  }

  List<ChildSpec> children() {
    return List.copyOf(children);
  }

  Addresses addresses() {
    return addresses;
  }

  private void assemble() {
    Programs programs = new Programs(layout, keys);
    String mysql = external.mysqlAddress().orElseGet(this::mysql);
    String kafka = external.kafkaBootstrap().orElseGet(this::kafka);
    String redis = external.redisHosts().orElseGet(this::redis);
    List<String> chain = external.solanaRpcs().orElseGet(() -> chain(programs));
    String ipfs = external.pinataApi().orElseGet(() -> ipfs(programs));
    int gatewayPort = Ports.preferredOrFree(GATEWAY_PORT);
    addresses =
        new Addresses(
            mysql,
            passwords(),
            kafka,
            redis,
            chain,
            external.solanaWs().orElseGet(() -> chain.get(0).replaceFirst("^http", "ws")),
            new AtomicReference<>(""),
            ipfs,
            external.pinataGateway().orElse(ipfs),
            external.pinataToken().orElse(LOCAL_PINATA_TOKEN),
            "http://127.0.0.1:" + gatewayPort,
            new LinkedHashMap<>());
    SuiteService.all().forEach(service -> services(programs, service.name(), service.port()));
    Map<String, String> console =
        Files.exists(layout.console().resolve("index.html")) ? console(programs) : Map.of();
    int metricsPort = options.observe() ? Ports.preferredOrFree(GATEWAY_METRICS_PORT) : 0;
    children.add(
        new ChildSpec(
            ChildSpec.Stage.GATEWAY,
            programs.gateway(gatewayPort, metricsPort, addresses, console),
            addresses.gateway()));
    if (options.observe()) {
      observe(metricsPort);
    }
  }

  /** The console, and what plays the platform for it behind a route that only this suite has. */
  private Map<String, String> console(Programs programs) {
    int port = Ports.preferredOrFree(PLATFORM_PORT);
    String platform = "http://127.0.0.1:" + port;
    children.add(
        new ChildSpec(
            ChildSpec.Stage.SERVICES,
            programs.platform(port, addresses.kafkaBootstrap()),
            platform));
    return new LocalConsole(layout).environment(platform, addresses.pinataGateway());
  }

  private void observe(int gatewayMetrics) {
    int port = Ports.preferredOrFree(PROMETHEUS_PORT);
    children.add(
        new ChildSpec(
            ChildSpec.Stage.GATEWAY,
            new Observation(layout, external.variables())
                .prometheus(port, addresses, gatewayMetrics),
            "http://127.0.0.1:" + port));
  }

  private void services(Programs programs, String service, int wanted) {
    boolean elsewhere = options.without().contains(service);
    List<String> urls = new ArrayList<>();
    for (int replica = 1; replica <= (elsewhere ? 1 : options.replicas()); replica++) {
      int preferred = wanted + (replica - 1) * REPLICA_STEP;
      int port = elsewhere ? preferred : Ports.preferredOrFree(preferred);
      String url = "http://127.0.0.1:" + port;
      urls.add(url);
      if (!elsewhere) {
        String name = options.replicas() == 1 ? service : service + "-" + replica;
        children.add(
            new ChildSpec(
                ChildSpec.Stage.SERVICES, programs.service(service, name, port, addresses), url));
      }
    }
    addresses.services().put(service, List.copyOf(urls));
  }

  private Map<Schema, String> passwords() {
    Map<Schema, String> passwords = new EnumMap<>(Schema.class);
    for (Schema schema : Schema.values()) {
      Optional<String> given = external.mysqlPassword(schema.user());
      passwords.put(schema, given.orElse(schema.password()));
    }
    return passwords;
  }

  private String mysql() {
    MySqlServer server =
        new MySqlServer(
            MySqlSettings.durable(layout.data("mysql"), layout.log("mysql"), MYSQL_PORT));
    return infrastructure(server, "127.0.0.1:" + server.port());
  }

  private String kafka() {
    KafkaBroker broker = new KafkaBroker(layout.data("kafka"), layout.log("kafka"), KAFKA_PORT);
    return infrastructure(broker, broker.bootstrapServers());
  }

  private String redis() {
    RedisServer server = new RedisServer(layout.data("redis"), layout.log("redis"), REDIS_PORT);
    return infrastructure(server, server.hosts());
  }

  /** With a second node, so that the services are as they are before a real cluster. */
  private List<String> chain(Programs programs) {
    int port = Ports.preferredOrFree(CHAIN_PORT);
    String node = infrastructure(programs.chain(port), "http://127.0.0.1:" + port);
    return List.of(node, node + "/nodes/" + SECOND_NODE);
  }

  private String ipfs(Programs programs) {
    int port = Ports.preferredOrFree(IPFS_PORT);
    return infrastructure(programs.ipfs(port, LOCAL_PINATA_TOKEN), "http://127.0.0.1:" + port);
  }

  private String infrastructure(LocalServer server, String address) {
    children.add(new ChildSpec(ChildSpec.Stage.INFRASTRUCTURE, server, address));
    return address;
  }
}
