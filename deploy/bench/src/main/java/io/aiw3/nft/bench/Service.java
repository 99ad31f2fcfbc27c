package io.aiw3.nft.bench;

import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildProcess;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Ports;
import io.aiw3.nft.infrastructure.Schema;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service as packaged, in a process of its own. */
public final class Service implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_GRACE = Duration.ofSeconds(15);

  private final ChildProcess child;
  private final String url;

  private Service(ChildProcess child, String url) {
    this.child = child;
    this.url = url;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param name its module
   * @param environment added to what it needs to find the servers; {@code BENCH_JAVA_OPTIONS} of
   *     this process' own environment is added to the options of the virtual machine
   */
  public static Service start(
      String name,
      Schema schema,
      Options options,
      Servers servers,
      Map<String, String> environment) {
    int port = Ports.free();
    ChildProcess child =
        ChildProcess.start(
            new ChildCommand(
                name,
                command(jar(name, options)),
                environment(schema, port, servers, environment),
                servers.folder(),
                servers.log(name)));
    String url = "http://127.0.0.1:" + port;
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/q/health/ready")).build();
    child.awaitReady(
        started -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200, START_LIMIT);
    return new Service(child, url);
  }

  private static Path jar(String name, Options options) {
    String app = System.getenv().getOrDefault("AIW3_BENCH_APP", "quarkus-app");
    return options.root().resolve(Path.of(name, "target", app, "quarkus-run.jar"));
  }

  private static List<String> command(Path jar) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
    String more = System.getenv().getOrDefault("BENCH_JAVA_OPTIONS", "").strip();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+")));
    }
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  private static Map<String, String> environment(
      Schema schema, int port, Servers servers, Map<String, String> more) {
    String mysql = "127.0.0.1:" + servers.mysql().port();
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers());
    environment.put("QUARKUS_REDIS_HOSTS", servers.redis().hosts());
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", servers.mysql().reactiveUrl(schema));
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", MySqlServer.jdbcUrl(mysql, schema.user()));
    environment.put("QUARKUS_DATASOURCE_USERNAME", schema.user());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", schema.password());
    environment.put(
        "MP_JWT_VERIFY_PUBLICKEY_LOCATION", Tokens.publicKey(servers.folder()).toUri().toString());
    environment.putAll(more);
    return environment;
  }

  public String url() {
    return url;
  }

  /** CPU time used so far. */
  public Duration cpu() {
    return Machine.cpu(child.pid());
  }

  public ChildProcess process() {
    return child;
  }

  @Override
  public void close() {
    child.stop(STOP_GRACE);
  }
}
