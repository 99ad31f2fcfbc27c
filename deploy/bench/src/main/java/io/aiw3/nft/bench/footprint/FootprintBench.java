package io.aiw3.nft.bench.footprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.Machine;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.SuiteOptions;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.bench.saga.Suite;
import io.aiw3.nft.commandline.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;

/** Resident memory of the running suite's services, and how long each took to start. */
public final class FootprintBench {
  private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");
  private static final double MIB = 1024 * 1024;

  private FootprintBench() {}

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/footprint",
      description = "Memory and start of the running suite's services.")
  private static final class Arguments extends SuiteOptions {
    @Override
    public Integer call() throws Exception {
      JsonNode run = Suite.read(runFile());
      Table table = new Table("service", "MiB resident", "started in s");
      double all = 0;
      for (Map.Entry<String, JsonNode> service : run.get("services").properties()) {
        String name = service.getKey();
        double mib = Machine.resident(run.get("pids").get(name).asLong()) / MIB;
        all += mib;
        table.row(
            name, "%.0f".formatted(mib), started(Path.of(run.get("logs").get(name).asText())));
      }
      table.row("all", "%,.0f".formatted(all), "");
      new Report("footprint", this)
          .add(
              "The suite's services as `deploy/local/up` starts them, all at a time on the same"
                  + " cores. Bars: < 1.2 GiB in all, each ready in < 5 s.")
          .add(table)
          .publish();
      return CommandRunner.WELL;
    }
  }

  /** Of the last start in the log. */
  private static String started(Path log) throws IOException {
    List<MatchResult> starts = STARTED.matcher(Files.readString(log)).results().toList();
    return starts.isEmpty() ? "?" : starts.get(starts.size() - 1).group(1);
  }
}
