package io.aiw3.nft.upgrade;

import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildProcess;
import io.aiw3.nft.infrastructure.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service as packaged, beside the one under test: on the same database, brokers and Redis. */
final class Replica implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final List<String> SHARED =
      List.of(
          "kafka.bootstrap.servers",
          "quarkus.datasource.reactive.url",
          "quarkus.datasource.jdbc.url",
          "quarkus.datasource.username",
          "quarkus.datasource.password",
          "quarkus.redis.hosts",
          "mp.jwt.verify.publickey");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Ports.free();
  private final ChildProcess process;

  private Replica() {
    Config config = ConfigProvider.getConfig();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    SHARED.forEach(key -> command.add("-D" + key + "=" + config.getValue(key, String.class)));
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    Path target = Path.of("target").toAbsolutePath();
    command.addAll(List.of("-jar", target.resolve("quarkus-app/quarkus-run.jar").toString()));
    process =
        ChildProcess.start(
            new ChildCommand(
                "upgrade-orchestrator", command, Map.of(), target, target.resolve("replica.log")));
  }

  /** Returns when it is ready to answer. */
  static Replica start() {
    Replica replica = new Replica();
    replica.process.awaitReady(
        started -> replica.fetch("/q/health/ready").statusCode() == 200, START_LIMIT);
    return replica;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Claims and upgrades whose last step this replica did. */
  long ended() throws IOException, InterruptedException {
    return fetch("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("aiw3_saga_seconds_count{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
  }

  private HttpResponse<String> fetch(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url().resolve(path)).build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.kill();
  }
}
