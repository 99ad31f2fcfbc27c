package io.aiw3.nft.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.saga.Suite;
import io.aiw3.nft.infrastructure.Ports;
import io.aiw3.nft.infrastructure.SuiteProcess;
import io.aiw3.nft.infrastructure.SuiteService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code deploy/local/up} in a folder of its own, and what can be seen of it from outside. */
public final class LocalSuite implements AutoCloseable {
  static final List<String> SCHEMAS =
      SuiteService.all().stream().map(service -> service.schema().user()).toList();
  private static final Duration START = Duration.ofMinutes(8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path home;
  private final SuiteProcess process;

  private LocalSuite(Path home, SuiteProcess process) {
    this.home = home;
    this.process = process;
  }

  /**
   * How it is started.
   *
   * @param home where its data and logs go
   * @param launcher class path of the launcher, when that is built; empty: {@code deploy/local/up}
   */
  record Start(Path root, Path home, String launcher) {

    /**
     * Starts it on fresh data and returns when all of it is ready.
     *
     * @param replicas instances of each service
     * @param javaOptions of every virtual machine
     */
    LocalSuite with(int replicas, String javaOptions) throws IOException, InterruptedException {
      Path data = home.resolve("suite");
      List<String> command = new ArrayList<>(up());
      command.addAll(List.of("--fresh", "--no-story", "--replicas", Integer.toString(replicas)));
      command.addAll(List.of("--home", data.toString()));
      SuiteProcess process =
          SuiteProcess.start(
              command, Map.of("JAVA_TOOL_OPTIONS", javaOptions), home.resolve("up.log"));
      process.awaitRunning(START);
      return new LocalSuite(data, process);
    }

    private List<String> up() {
      return launcher.isEmpty()
          ? List.of(root.resolve("deploy/local/up").toString())
          // Beside another suite, on data that is never used again.
          : SuiteProcess.launcher(launcher, root, "-D" + Ports.NONE_PREFERRED + "=true");
    }
  }

  Suite suite() throws IOException, GeneralSecurityException {
    return Suite.of(home.resolve("run.json"));
  }

  /** The run file as it is now: process ids change. */
  JsonNode run() {
    try {
      return JSON.readTree(home.resolve("run.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often a child has been started again. */
  long restarts() {
    return process.output().lines().filter(line -> line.contains(" ended with code ")).count();
  }

  /** Waits until every service and server is ready; false: one is not in so long. */
  boolean awaitReady(Duration limit) throws IOException, InterruptedException {
    HttpRequest health =
        HttpRequest.newBuilder(URI.create(run().get("gateway").asText()).resolve("/health"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      if (allReady(health) && allAlive()) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return false;
  }

  /** As on the gateway's page. */
  private static boolean allReady(HttpRequest health) throws InterruptedException {
    try {
      JsonNode page = JSON.readTree(HTTP.send(health, BodyHandlers.ofString()).body());
      for (JsonNode service : page.get("services")) {
        if (service.get("ready").asInt() < service.get("replicas").asInt()) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      // The gateway itself is not back yet.
      return false;
    }
  }

  private boolean allAlive() {
    return run().get("pids").properties().stream()
        .allMatch(
            pid -> ProcessHandle.of(pid.getValue().asLong()).map(p -> p.isAlive()).orElse(false));
  }

  /** The rows of a query as lists of texts, with the service's own user. */
  public List<List<String>> rows(String schema, String sql) throws SQLException {
    try (Connection connection = Suite.connection(run(), schema);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      List<List<String>> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>(columns);
        for (int i = 1; i <= columns; i++) {
          row.add(found.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  public long number(String schema, String sql) throws SQLException {
    return Long.parseLong(rows(schema, sql).get(0).get(0));
  }

  @Override
  public void close() {
    process.close();
  }
}
