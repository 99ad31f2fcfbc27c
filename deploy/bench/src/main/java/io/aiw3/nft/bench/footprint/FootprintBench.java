package io.aiw3.nft.bench.footprint;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.bench.Machine;
import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.bench.saga.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Resident memory of the running suite's services, and how long each took to start. */
public final class FootprintBench {
  private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");
  private static final double MIB = 1024 * 1024;

  private FootprintBench() {}

  public static void main(String[] arguments) throws IOException {
    Options options = Options.of(arguments, Set.of("write"));
    JsonNode run = Suite.read(Suite.file(options));
    Table table = new Table("service", "MiB resident", "started in s");
    double all = 0;
    for (Map.Entry<String, JsonNode> service : run.get("services").properties()) {
      String name = service.getKey();
      double mib = Machine.resident(run.get("pids").get(name).asLong()) / MIB;
      all += mib;
      table.row(name, "%.0f".formatted(mib), started(Path.of(run.get("logs").get(name).asText())));
    }
    table.row("all", "%,.0f".formatted(all), "");
    new Report("footprint", options)
        .add(
            "The suite's services as `deploy/local/up` starts them, all at a time on the same"
                + " cores. Bars: < 1.2 GiB in all, each ready in < 5 s.")
        .add(table)
        .publish();
  }

  /** Of the last start in the log. */
  private static String started(Path log) throws IOException {
    List<MatchResult> starts = STARTED.matcher(Files.readString(log)).results().toList();
    return starts.isEmpty() ? "?" : starts.get(starts.size() - 1).group(1);
  }
}
