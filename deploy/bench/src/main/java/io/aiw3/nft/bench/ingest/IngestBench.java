package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Plot;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.commandline.CommandRunner;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trades from Kafka into MySQL: the packaged service against the bare insert, one transaction per
 * record, Kafka Streams and Apache Flink; in turn, several rounds, medians compared.
 */
public final class IngestBench {
  private static final long SEED = 42;
  private static final double MIB = 1 << 20;

  private final Arguments options;
  private final int trades;
  private final String[] wallets;
  private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();

  private IngestBench(Arguments options) {
    this.options = options;
    this.trades = options.trades;
    this.wallets = Workload.wallets(options.wallets, SEED);
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/ingest",
      description = "Trades from Kafka into MySQL, against its baselines.")
  private static final class Arguments extends Options {
    @Option(
        names = "--trades",
        paramLabel = "N",
        defaultValue = "1000000",
        description = "trades of each run (default: ${DEFAULT-VALUE})")
    private int trades;

    @Option(
        names = "--wallets",
        paramLabel = "N",
        defaultValue = "10000",
        description = "linked wallets (default: ${DEFAULT-VALUE})")
    private int wallets;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "3",
        description = "runs of each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
        names = "--only",
        paramLabel = "NAME",
        defaultValue = "service,bare,single,streams,flink",
        split = ",",
        description = "what is measured (default: ${DEFAULT-VALUE})")
    private List<String> only;

    @Override
    public Integer call() throws Exception {
      new IngestBench(this).run();
      return CommandRunner.WELL;
    }
  }

  private void run() throws Exception {
    int rounds = options.rounds;
    for (int round = 1; round <= rounds; round++) {
      round(round);
    }
    report(rounds);
  }

  /** On servers of its own: each round finds tables of the same size. */
  private void round(int round) throws Exception {
    List<String> only = options.only;
    Workload warmUp = new Workload("w", wallets, trades / 4, SEED + 1);
    Workload workload = new Workload("t", wallets, trades, SEED + 2);
    try (Servers servers = Servers.start(options);
        Database database = new Database(servers)) {
      run(round, new ServiceDrain(options, servers, database, wallets, warmUp, workload));
      verify(database, warmUp, workload);
      if (only.contains("bare")) {
        run(round, new BareInsert(workload, database));
      }
      if (only.contains("single")) {
        run(round, new SingleTransactions(workload, database));
      }
      if (only.contains("streams")) {
        run(round, new PeerDrain(Peer.streams(servers), servers, database, warmUp, workload));
      }
      if (only.contains("flink")) {
        Peer flink = Peer.flink(options, servers);
        run(round, new PeerDrain(flink, servers, database, warmUp, workload));
      }
    }
  }

  private void run(int round, Contestant contestant) throws Exception {
    System.gc();
    Outcome outcome = contestant.run();
    outcomes.computeIfAbsent(contestant.title(), title -> new ArrayList<>()).add(outcome);
    System.out.printf(
        Locale.ROOT,
        "round %d: %s %,.0f/s, CPU s per million: program %.1f, MySQL %.1f, Kafka %.1f; %d MiB%n",
        round,
        contestant.title(),
        outcome.rate(),
        outcome.cpu(),
        outcome.mysqlCpu(),
        outcome.kafkaCpu(),
        outcome.peakMemory() >> 20);
  }

  static void verify(Database database, Workload... taken) throws Exception {
    if (!database.volumes("wallet_volume").equals(Workload.volumes(taken))) {
      throw new IllegalStateException("the volumes are not the sums of the trades");
    }
    int rows = Arrays.stream(taken).mapToInt(Workload::size).sum();
    if (database.number("SELECT COUNT(*) FROM trades").intValueExact() != rows) {
      throw new IllegalStateException("the ledger does not hold each trade once");
    }
    BigDecimal untrue =
        database.number(
            "SELECT COUNT(*) FROM usernftqualification WHERE target_level = 1"
                + " AND is_qualified <> (current_volume >= required_volume)");
    if (untrue.signum() != 0) {
      throw new IllegalStateException(untrue + " qualifications are not true");
    }
  }

  private void report(int rounds) {
    Table table =
        new Table(
            "",
            "trades/s (range)",
            "service ÷ it",
            "CPU s per million",
            "of MySQL",
            "of Kafka",
            "peak MiB");
    outcomes.forEach(
        (title, runs) ->
            table.row(
                title,
                "%,.0f (%,.0f–%,.0f)"
                    .formatted(
                        median(title),
                        runs.stream().mapToDouble(Outcome::rate).min().orElseThrow(),
                        runs.stream().mapToDouble(Outcome::rate).max().orElseThrow()),
                "%.2f".formatted(median(ServiceDrain.TITLE) / median(title)),
                cell("%.1f", mean(title, Outcome::cpu)),
                cell("%.1f", mean(title, Outcome::mysqlCpu)),
                cell("%.1f", mean(title, Outcome::kafkaCpu)),
                cell("%,.0f", mean(title, Outcome::peakMemory) / MIB)));
    new Report("ingest", options)
        .add(
            "%,d trades of %,d linked wallets, 1 %% twice, 6 partitions; medians of %d rounds. Each"
                    .formatted(trades, wallets.length, rounds)
                + " wallet's volume was the exact sum, each trade in the ledger once, each"
                + " qualification true; (d) has the same ledger and volumes, (b) the volumes alone,"
                + " and is there for information. Bars: ≥ 0.65 × (a), ≥ 30 × (c), ≥ 3 × (d) at a"
                + " third of its CPU time.")
        .add(table)
        .add(
            "rates",
            Plot.bars(
                "Trade ingest",
                "trades/s",
                List.copyOf(outcomes.keySet()),
                outcomes.keySet().stream().map(this::median).toList()))
        .publish();
  }

  private static String cell(String format, double figure) {
    return figure == 0 ? "–" : format.formatted(figure);
  }

  private double mean(String title, ToDoubleFunction<Outcome> figure) {
    return outcomes.get(title).stream().mapToDouble(figure).average().orElseThrow();
  }

  private double median(String title) {
    double[] rates = outcomes.get(title).stream().mapToDouble(Outcome::rate).sorted().toArray();
    return rates[rates.length / 2];
  }
}
