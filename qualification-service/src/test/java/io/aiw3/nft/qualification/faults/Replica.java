package io.aiw3.nft.qualification.faults;

import io.aiw3.nft.infrastructure.ChildCommand;
import io.aiw3.nft.infrastructure.ChildProcess;
import io.aiw3.nft.infrastructure.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged service as a process that can be killed and started again. */
final class Replica {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_GRACE = Duration.ofSeconds(15);

  private final ChildCommand command;
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest ready;
  private ChildProcess child;

  Replica(String name, Path folder, Map<String, String> environment) {
    int port = Ports.free();
    Map<String, String> all = new HashMap<>(environment);
    all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    all.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    command =
        new ChildCommand(
            name,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString()),
            all,
            folder,
            folder.resolve(name + ".out"));
    ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready")).build();
  }

  void launch() {
    child = ChildProcess.start(command);
  }

  void awaitReady() {
    child.awaitReady(
        started -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200, START_LIMIT);
  }

  boolean isRunning() {
    return child != null && child.isAlive();
  }

  void kill() {
    child.kill();
  }

  void stop() {
    if (child != null) {
      child.stop(STOP_GRACE);
    }
  }
}
