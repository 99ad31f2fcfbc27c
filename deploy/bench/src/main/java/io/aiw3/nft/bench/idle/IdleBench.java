package io.aiw3.nft.bench.idle;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.Machine;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.SuiteOptions;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.bench.saga.Suite;
import io.aiw3.nft.commandline.CommandRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** CPU of the running suite's processes, and their statements, while nobody uses it. */
public final class IdleBench {
  private static final List<String> SERVERS = List.of("mysql", "kafka", "redis");

  private IdleBench() {}

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/idle",
      description = "CPU and statements of the running suite while nobody uses it.")
  private static final class Arguments extends SuiteOptions {
    @Option(
        names = "--settle",
        paramLabel = "SECONDS",
        defaultValue = "30",
        description = "wait before it is measured (default: ${DEFAULT-VALUE})")
    private int settle;

    @Option(
        names = "--seconds",
        defaultValue = "60",
        description = "time that is measured (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws Exception {
      JsonNode run = Suite.read(runFile());
      List<String> services = new ArrayList<>();
      run.get("services").fieldNames().forEachRemaining(services::add);
      List<String> processes = new ArrayList<>(services);
      SERVERS.stream().filter(run.get("pids")::has).forEach(processes::add);
      TimeUnit.SECONDS.sleep(settle);
      Moment before = Moment.of(run, processes);
      TimeUnit.SECONDS.sleep(seconds);
      Table table = before.until(Moment.of(run, processes), services);
      new Report("idle", this)
          .add(
              "The suite as `deploy/local/up` starts it, a replica of each service, %d s without"
                      .formatted(seconds)
                  + " a trade, a request or an open operation. Bars: the four services together"
                  + " ≤ 4 % of a core, with MySQL ≤ 8 %.")
          .add(table)
          .publish();
      return CommandRunner.WELL;
    }
  }

  /**
   * What was counted until then.
   *
   * @param cpu by process
   * @param statements of all users of MySQL
   */
  private record Moment(long nanos, Map<String, Duration> cpu, long statements) {
    static Moment of(JsonNode run, List<String> processes) throws SQLException {
      Map<String, Duration> cpu = new HashMap<>();
      for (String process : processes) {
        cpu.put(process, Machine.cpu(run.get("pids").get(process).asLong()));
      }
      return new Moment(System.nanoTime(), cpu, statements(run));
    }

    /** As the user of any schema may see it. */
    private static long statements(JsonNode run) throws SQLException {
      String schema = run.at("/mysql/schemas").fieldNames().next();
      try (Connection connection = Suite.connection(run, schema);
          Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Questions'")) {
        found.next();
        return found.getLong(2);
      }
    }

    Table until(Moment end, List<String> services) {
      double seconds = (end.nanos - nanos) / 1e9;
      Map<String, Double> cores = new HashMap<>();
      end.cpu.forEach(
          (name, used) -> cores.put(name, used.minus(cpu.get(name)).toNanos() / 1e9 / seconds));
      double suite = services.stream().mapToDouble(cores::get).sum();
      Table table = new Table("process", "% of a core", "statements/s");
      services.forEach(service -> row(table, service, cores.get(service)));
      row(table, "the services", suite);
      SERVERS.stream()
          .filter(cores::containsKey)
          .forEach(server -> row(table, server, cores.get(server)));
      return table.row(
          "the services and MySQL",
          percent(suite + cores.getOrDefault("mysql", 0.0)),
          "%.0f".formatted((end.statements - statements) / seconds));
    }

    private static void row(Table table, String name, double core) {
      table.row(name, percent(core), "");
    }

    private static String percent(double core) {
      return "%.2f".formatted(100 * core);
    }
  }
}
