package io.aiw3.nft.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.infrastructure.KafkaBroker;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.MySqlSettings;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.TopicLayout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compose's own scripts make is what real servers and a built service take. */
class ComposeIT {
  private static final String TOKEN_FILE = "tokens-private/jwt-private.pem";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path home;
  private static Path secrets;
  private static MySqlServer mysql;
  private static KafkaBroker kafka;

  /** As the container has it: the scripts beside the packages and the library of deploy/local. */
  @BeforeAll
  static void prepare() throws Exception {
    Path local = Repository.ROOT.resolve("deploy/local");
    for (String name : List.of("node_modules", "lib", "package.json")) {
      Files.createSymbolicLink(home.resolve(name), local.resolve(name));
    }
    Files.createDirectories(home.resolve("compose"));
    for (Path script : Repository.files(Repository.COMPOSE.resolve("scripts"), ".js")) {
      Files.copy(script, home.resolve("compose").resolve(script.getFileName()));
    }
    secrets = home.resolve("secrets");
    node(Map.of(), "compose/prepare.js", secrets.toString());
    mysql =
        new MySqlServer(MySqlSettings.relaxed(home.resolve("mysql"), home.resolve("mysql.log")));
    kafka = new KafkaBroker(home.resolve("kafka"), home.resolve("kafka.log"), 0);
    mysql.start();
    kafka.start();
  }

  @AfterAll
  static void stop() {
    kafka.stop();
    mysql.stop();
  }

  @Test
  void aSecondPreparationChangesNothing() throws Exception {
    Map<Path, String> before = contents();
    assertThat(before).hasSize(11);

    node(Map.of(), "compose/prepare.js", secrets.toString());

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void everyMountThatAServiceNamesIsMade() {
    for (String service : Repository.SERVICES) {
      ComposeFile.service(service)
          .path("environment")
          .properties()
          .forEach(
              variable -> {
                String value = variable.getValue().asText().replaceFirst("^file:", "");
                if (value.startsWith("/run/aiw3/")) {
                  assertThat(Path.of(inside(service, value))).exists();
                }
              });
    }
  }

  @Test
  void tokensAreSignedWithTheKeyThatServicesVerify() throws Exception {
    Path run =
        Files.writeString(
            home.resolve("run.json"),
            "{\"jwt\":{\"privateKey\":\"" + secrets.resolve(TOKEN_FILE) + "\"}}");

    String token =
        node(Map.of("AIW3_RUN_FILE", run.toString()), "compose/token.js", "--user", "7").strip();

    String[] parts = token.split("\\.", -1);
    Signature verifier = Signature.getInstance("SHA256withRSA");
    String pem =
        Repository.text(secrets.resolve("tokens/public-key.pem"))
            .replaceAll("-----.*?-----|\\s", "");
    verifier.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem))));
    verifier.update((parts[0] + "." + parts[1]).getBytes());
    assertThat(verifier.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    JsonNode claims = Yaml.JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.path("sub").asText()).isEqualTo("7");
    assertThat(claims.path("groups").toString()).isEqualTo("[\"user\"]");
  }

  @Test
  void aFreshBrokerGetsTheTopicsOfTheLayoutAndTheWalletIsFilled() throws Exception {
    try (Admin admin = kafka.admin()) {
      List<String> names = TopicLayout.topics().stream().map(TopicLayout.Topic::name).toList();
      admin.deleteTopics(names).all().get();
      Awaitility.await().until(() -> admin.listTopics().names().get().isEmpty());
    }
    Process chain =
        new ProcessBuilder(
                "node",
                "chain/server.js",
                "--port",
                "0",
                "--data",
                home.resolve("chain").toString(),
                "--watch-stdin")
            .directory(Repository.ROOT.resolve("deploy/local").toFile())
            .redirectError(home.resolve("chain.log").toFile())
            .start();
    try {
      String rpc = Yaml.JSON.readTree(chain.inputReader().readLine()).path("rpc").asText();
      Path wallet = secrets.resolve("minting-service/wallet.json");
      String printed =
          node(
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                  "SOLANA_RPC", rpc,
                  "SYSTEM_WALLET", wallet.toString()),
              "compose/provision.js");

      assertThat(topics()).isEqualTo(layout());
      String address = printed.replaceFirst("(?s).*filled (\\S+).*", "$1");
      Awaitility.await().until(() -> balance(rpc, address) == 100_000_000_000L);
    } finally {
      chain.destroy();
      chain.waitFor();
    }
  }

  /** With compose's own environment and secrets; only the addresses are others. */
  @Test
  void aServiceTakesItsPasswordFromItsFileAndBecomesReady() throws Exception {
    recreateUsers();
    Map<String, String> environment = new HashMap<>();
    ComposeFile.service("badge-service")
        .path("environment")
        .properties()
        .forEach(
            variable ->
                environment.put(
                    variable.getKey(),
                    inside("badge-service", variable.getValue().asText())
                        .replace("mysql:3306", "127.0.0.1:" + mysql.port())
                        .replace("kafka:9092", kafka.bootstrapServers())));
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", "0");
    Path log = home.resolve("badge.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Repository.ROOT
                    .resolve("badge-service/target/quarkus-app/quarkus-run.jar")
                    .toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process service = builder.start();
    try {
      String listening = "Listening on: (http://127\\.0\\.0\\.1:\\d+)";
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !service.isAlive() || Repository.text(log).contains("Listening on"));
      assertThat(service.isAlive()).withFailMessage(() -> Repository.text(log)).isTrue();
      String url = Repository.text(log).replaceFirst("(?s).*" + listening + ".*", "$1");
      HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).build();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> HTTP.send(ready, BodyHandlers.ofString()).statusCode() == 200);
    } finally {
      service.destroy();
      service.waitFor();
    }
  }

  @Test
  void aUserReachesItsOwnSchemaAndNoOther() throws Exception {
    recreateUsers();
    String password =
        Repository.text(secrets.resolve("badge-service/service.properties"))
            .strip()
            .split("=", 2)[1];
    try (Connection own = connect(Schema.BADGE, password);
        Statement statement = own.createStatement()) {
      statement.execute("CREATE TABLE own_table (id INT)");
      statement.execute("DROP TABLE own_table");
    }
    assertThatThrownBy(() -> connect(Schema.MINTING, password)).isInstanceOf(SQLException.class);
  }

  /** The server of the tests has users of the same names: they make place for compose's. */
  private static synchronized void recreateUsers() throws SQLException, IOException {
    try (Connection admin = mysql.adminConnection();
        Statement statement = admin.createStatement()) {
      for (Schema schema : Schema.values()) {
        statement.execute("DROP USER IF EXISTS '" + schema.user() + "'@'%'");
      }
      for (String line : Files.readAllLines(secrets.resolve("mysql/10-schemas.sql"))) {
        statement.execute(line);
      }
    }
  }

  private static Connection connect(Schema schema, String password) throws SQLException {
    return DriverManager.getConnection(mysql.jdbcUrl(schema), "badge", password);
  }

  /** Where a path of a service's container is on this machine. */
  private static String inside(String service, String value) {
    return value
        .replace("/run/aiw3/service", secrets.resolve(service).toString())
        .replace("/run/aiw3/tokens", secrets.resolve("tokens").toString());
  }

  private static Map<Path, String> contents() {
    Map<Path, String> contents = new TreeMap<>();
    for (Path file : Repository.files(secrets, "")) {
      if (Files.isRegularFile(file)) {
        contents.put(file, Repository.text(file));
      }
    }
    return contents;
  }

  private static Map<String, String> topics() throws Exception {
    Map<String, String> topics = new TreeMap<>();
    try (Admin admin = kafka.admin()) {
      Map<String, TopicDescription> descriptions =
          admin.describeTopics(admin.listTopics().names().get()).allTopicNames().get();
      for (TopicDescription topic : descriptions.values()) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Map<String, String> set = new TreeMap<>();
        admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
            .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
            .forEach(entry -> set.put(entry.name(), entry.value()));
        topics.put(topic.name(), topic.partitions().size() + " " + set);
      }
    }
    return topics;
  }

  private static Map<String, String> layout() {
    Map<String, String> topics = new TreeMap<>();
    for (TopicLayout.Topic topic : TopicLayout.topics()) {
      topics.put(topic.name(), topic.partitions() + " " + new TreeMap<>(topic.config()));
    }
    return topics;
  }

  /** In lamports. */
  private static long balance(String rpc, String address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(rpc))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"getBalance\",\"params\":[\""
                        + address
                        + "\"]}"))
            .build();
    return Yaml.JSON
        .readTree(HTTP.send(request, BodyHandlers.ofString()).body())
        .at("/result/value")
        .asLong();
  }

  /** Returns what the script printed. */
  private static String node(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().putAll(environment);
    Path errors = home.resolve("node.log");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).withFailMessage(() -> output + Repository.text(errors)).isZero();
    return output;
  }
}
