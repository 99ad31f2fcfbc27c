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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code deploy/local/up} in a folder of its own, and what can be seen of it from outside. */
public final class LocalSuite implements AutoCloseable {
  static final List<String> SCHEMAS =
      SuiteService.all().stream().map(service -> service.schema().user()).toList();
  private static final Duration START = Duration.ofMinutes(8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Path home;
  private final SuiteProcess process;
  private final Set<String> restored = ConcurrentHashMap.newKeySet();
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();

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
      return with(replicas, javaOptions, Map.of());
    }

    /**
     * The same.
     *
     * @param settings of the services, as environment
     */
    LocalSuite with(int replicas, String javaOptions, Map<String, String> settings)
        throws IOException, InterruptedException {
      Path data = home.resolve("suite");
      List<String> command = new ArrayList<>(up());
      command.addAll(List.of("--fresh", "--no-story", "--replicas", Integer.toString(replicas)));
      command.addAll(List.of("--home", data.toString()));
      Map<String, String> environment = new HashMap<>(settings);
      environment.put("JAVA_TOOL_OPTIONS", javaOptions);
      SuiteProcess process = SuiteProcess.start(command, environment, home.resolve("up.log"));
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
    return Suite.of(runFile());
  }

  /** The run file as it is now: process ids change. */
  JsonNode run() {
    try {
      return JSON.readTree(runFile().toFile());
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

  Path runFile() {
    return home.resolve("run.json");
  }

  /** Of a schema's user; the caller closes it. */
  Connection connection(String schema) throws SQLException {
    return Suite.connection(run(), schema);
  }

  /** Every replica ends as in a release, and stays down. */
  void stop(String service, Duration limit) throws IOException, InterruptedException {
    List<String> names = replicas(service);
    for (String name : names) {
      Files.writeString(held(name), "");
    }
    List<ProcessHandle> running =
        names.stream()
            .flatMap(name -> ProcessHandle.of(run().at("/pids/" + name).asLong()).stream())
            .toList();
    running.forEach(ProcessHandle::destroy);
    for (ProcessHandle one : running) {
      try {
        one.onExit().get(limit.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException(service + " does not stop", e);
      }
    }
  }

  /** What was stopped. */
  void startAgain(String service) throws IOException {
    for (String name : replicas(service)) {
      Files.deleteIfExists(held(name));
    }
  }

  private List<String> replicas(String service) {
    return run().get("pids").properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> name.matches(service + "(-[1-9])?"))
        .toList();
  }

  private Path held(String name) {
    return home.resolve("held").resolve(name);
  }

  /** Notes that a schema goes back in time. */
  void restored(String schema) {
    restored.add(schema);
  }

  boolean wasRestored(String schema) {
    return restored.contains(schema);
  }

  /** Signed attempts by signature: also of those that minting's database has lost since. */
  Map<String, Attempt> noteAttempts() throws SQLException {
    for (List<String> row :
        rows(
            "minting",
            "SELECT signature, kind, request_id, old_mint_address, user_id FROM chain_transaction"
                + " WHERE signature IS NOT NULL")) {
      attempts.put(
          row.get(0),
          new Attempt(row.get(1), row.get(2), row.get(3), Integer.parseInt(row.get(4))));
    }
    return Map.copyOf(attempts);
  }

  /** The rows of a query as lists of texts, with the service's own user. */
  public List<List<String>> rows(String schema, String sql) throws SQLException {
    try (Connection connection = connection(schema);
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
