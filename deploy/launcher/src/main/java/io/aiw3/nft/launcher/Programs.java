package io.aiw3.nft.launcher;

import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Readiness;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command lines and environments of the suite's programs. */
final class Programs {
  private static final List<String> SMALL_JVM =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final String JAVA_OPTIONS = "AIW3_SERVICE_JAVA_OPTIONS";

  /** A page in development is served by a program of its own, on any port of this machine. */
  private static final String LOCAL_PAGES =
      Stream.of("localhost", "127.0.0.1", "[::1]")
          .flatMap(host -> Stream.of("http://" + host + ":*", "https://" + host + ":*"))
          .collect(Collectors.joining(","));

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final Layout layout;
  private final LocalKeys keys;

  Programs(Layout layout, LocalKeys keys) {
    this.layout = layout;
    this.keys = keys;
  }

  static String requireService(String name) {
    if (SuiteService.named(name).isEmpty()) {
      throw new IllegalArgumentException(
          "there is no service " + name + "; there are " + String.join(", ", SuiteService.names()));
    }
    return name;
  }

  ProgramServer chain(int port) {
    return node(
        "chain",
        List.of("chain/server.js", "--port", "" + port, "--data", layout.data("chain").toString()));
  }

  ProgramServer ipfs(int port, String token) {
    return node(
        "ipfs",
        List.of(
            "ipfs/server.js",
            "--port",
            "" + port,
            "--data",
            layout.data("ipfs").toString(),
            "--jwt",
            token));
  }

  /** Plays the platform for the console: tokens, traders, trades and tasks. */
  ProgramServer platform(int port, String kafka) {
    return node(
        "platform",
        List.of(
            "platform/server.js",
            "--port",
            "" + port,
            "--kafka",
            kafka,
            "--key",
            keys.jwtPrivate().toString()));
  }

  private ProgramServer node(String name, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(arguments);
    return new ProgramServer(
        new ChildCommand(name, command, Map.of(), layout.node(), layout.log(name)),
        Readiness.line("\"ready\":true"));
  }

  /** A replica of a service; ready when its own readiness check succeeds. */
  ProgramServer service(String name, String replica, int port, Addresses addresses) {
    List<String> command = java(serviceOptions(), layout.serviceJar(name));
    return new ProgramServer(
        replica,
        () ->
            new ChildCommand(
                replica,
                command,
                serviceEnvironment(name, port, addresses),
                layout.root(),
                layout.log(replica)),
        child ->
            // The line is written by this child, the answer could be anyone's.
            child.output().contains("Listening on: http://127.0.0.1:" + port)
                && isOk("http://127.0.0.1:" + port + "/q/health/ready"));
  }

  Map<String, String> serviceEnvironment(String name, int port, Addresses addresses) {
    Schema schema = SuiteService.named(name).orElseThrow().schema();
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("KAFKA_BOOTSTRAP_SERVERS", addresses.kafkaBootstrap());
    environment.put("QUARKUS_REDIS_HOSTS", addresses.redisHosts());
    environment.put(
        "QUARKUS_DATASOURCE_REACTIVE_URL",
        "vertx-reactive:mysql://" + addresses.mysql() + "/" + schema.user());
    environment.put(
        "QUARKUS_DATASOURCE_JDBC_URL", MySqlServer.jdbcUrl(addresses.mysql(), schema.user()));
    environment.put("QUARKUS_DATASOURCE_USERNAME", schema.user());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", addresses.mysqlPasswords().get(schema));
    environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", keys.jwtPublic().toUri().toString());
    if (schema == Schema.MINTING) {
      environment.put("AIW3_SOLANA_RPC_URLS", String.join(",", addresses.solanaRpcs()));
      if (!addresses.genesisHash().get().isEmpty()) {
        environment.put("AIW3_SOLANA_GENESIS_HASH", addresses.genesisHash().get());
      }
      environment.put("AIW3_PAGES_RPC_URL", addresses.solanaRpcs().get(0));
      // Benches mint more in an hour than a programme does in a day, and from a faucet.
      environment.put("AIW3_SOLANA_DAILY_SPENDING_LIMIT", Long.toString(Long.MAX_VALUE));
      environment.put("AIW3_SOLANA_WALLET_KEY_FILE", keys.wallet().toString());
      environment.put("AIW3_SOLANA_DERIVATION_SECRET_FILE", keys.derivationSecret().toString());
      environment.put("AIW3_PINATA_API_URL", addresses.pinataApi());
      environment.put("AIW3_PINATA_GATEWAY_URL", addresses.pinataGateway());
      environment.put("AIW3_PINATA_JWT", addresses.pinataToken());
    }
    return environment;
  }

  /**
   * @param metricsPort where Prometheus reads it; 0: any port that is free
   * @param console what serves the console needs; empty: there is none
   */
  ProgramServer gateway(
      int port, int metricsPort, Addresses addresses, Map<String, String> console) {
    Map<String, String> environment = new HashMap<>();
    environment.put("GATEWAY_METRICS_PORT", Integer.toString(metricsPort));
    environment.put("GATEWAY_HOST", "127.0.0.1");
    environment.put("GATEWAY_PORT", Integer.toString(port));
    environment.put("GATEWAY_CORS_ORIGINS", LOCAL_PAGES);
    environment.put("GATEWAY_JWT_KEYS", keys.jwtPublic().toString());
    addresses
        .services()
        .forEach(
            (service, urls) ->
                environment.put(
                    service.toUpperCase(Locale.ROOT).replace('-', '_') + "_URL",
                    String.join(",", urls)));
    environment.putAll(console);
    return new ProgramServer(
        new ChildCommand(
            "gateway",
            java(
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                layout.gatewayJar()),
            environment,
            layout.root(),
            layout.log("gateway")),
        Readiness.line("\"ready\":true"));
  }

  /** Small and soon ready, for a demonstration; a benchmark requires what is fast later. */
  private static List<String> serviceOptions() {
    String wanted = System.getenv().getOrDefault(JAVA_OPTIONS, "").strip();
    return wanted.isEmpty() ? SMALL_JVM : List.of(wanted.split("\\s+"));
  }

  private static List<String> java(List<String> options, Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static boolean isOk(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
  }
}
