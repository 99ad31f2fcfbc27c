package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Plot;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.commandline.CommandRunner;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trades from Kafka into MySQL: the packaged service against the bare insert, Kafka Streams, and
 * one transaction per record; in turn, several rounds, medians compared.
 */
public final class IngestBench {
  private static final long SEED = 42;

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
        defaultValue = "service,bare,streams,single",
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
        run(round, new StreamsDrain(servers, warmUp.records() + workload.records()));
      }
    }
  }

  private void run(int round, Contestant contestant) throws Exception {
    System.gc();
    Outcome outcome = contestant.run();
    outcomes.computeIfAbsent(contestant.title(), title -> new ArrayList<>()).add(outcome);
    System.out.printf(
        Locale.ROOT,
        "round %d: %s %,.0f/s, CPU s per million: program %.1f, server %.1f%n",
        round,
        contestant.title(),
        outcome.rate(),
        outcome.cpu(),
        outcome.serverCpu());
  }

  static void verify(Database database, Workload... taken) throws Exception {
    Map<String, BigDecimal> expected = new TreeMap<>();
    int rows = 0;
    for (Workload workload : taken) {
      workload.volumes().forEach((wallet, sum) -> expected.merge(wallet, sum, BigDecimal::add));
      rows += workload.size();
    }
    if (!database.volumes().equals(expected)) {
      throw new IllegalStateException("the volumes are not the sums of the trades");
    }
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
    double service = median("qualification-service");
    Table table =
        new Table("", "trades/s (range)", "service ÷ it", "CPU s per million", "of the server");
    outcomes.forEach(
        (title, runs) ->
            table.row(
                title,
                "%,.0f (%,.0f–%,.0f)"
                    .formatted(
                        median(title),
                        runs.stream().mapToDouble(Outcome::rate).min().orElseThrow(),
                        runs.stream().mapToDouble(Outcome::rate).max().orElseThrow()),
                "%.2f".formatted(service / median(title)),
                "%.1f".formatted(runs.stream().mapToDouble(Outcome::cpu).average().orElseThrow()),
                "%.1f"
                    .formatted(
                        runs.stream().mapToDouble(Outcome::serverCpu).average().orElseThrow())));
    new Report("ingest", options)
        .add(
            "%,d trades of %,d linked wallets, 1 %% twice, 6 partitions; medians of %d rounds. Each"
                    .formatted(trades, wallets.length, rounds)
                + " wallet's volume was the exact sum, each trade in the ledger once, each"
                + " qualification true. Bars: ≥ 0.6 × (a), ≥ 2 × (b), ≥ 30 × (c).")
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

  private double median(String title) {
    double[] rates = outcomes.get(title).stream().mapToDouble(Outcome::rate).sorted().toArray();
    return rates[rates.length / 2];
  }
}
