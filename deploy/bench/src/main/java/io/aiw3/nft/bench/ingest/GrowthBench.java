package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.commandline.CommandRunner;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The ingest with more and more wallets; the bare insert of the same rows beside it. */
public final class GrowthBench {
  private static final long SEED = 42;

  private final Arguments options;
  private final int trades;
  private final Table table =
      new Table(
          "wallets",
          "trades/s",
          "bare/s",
          "service ÷ bare",
          "trades/s ÷ first",
          "server CPU s per million",
          "all published after s");

  private GrowthBench(Arguments options) {
    this.options = options;
    this.trades = options.trades;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(name = "deploy/bench/growth", description = "The ingest with more and more wallets.")
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
        defaultValue = "10000,100000,1000000",
        split = ",",
        description = "numbers of wallets (default: ${DEFAULT-VALUE})")
    private List<Integer> wallets;

    @Override
    public Integer call() throws Exception {
      new GrowthBench(this).run();
      return CommandRunner.WELL;
    }
  }

  private void run() throws Exception {
    double first = 0;
    for (int count : options.wallets) {
      String[] wallets = Workload.wallets(count, SEED);
      Workload warmUp = new Workload("w", wallets, trades / 4, SEED + 1);
      Workload workload = new Workload("t", wallets, trades, SEED + 2);
      try (Servers servers = Servers.start(options);
          Database database = new Database(servers)) {
        ServiceDrain drain =
            new ServiceDrain(options, servers, database, wallets, warmUp, workload);
        Outcome service = drain.run();
        IngestBench.verify(database, warmUp, workload);
        Outcome bare = new BareInsert(workload, database).run();
        first = first == 0 ? service.rate() : first;
        row(wallets.length, service, bare.rate(), first, drain.published());
      }
    }
    new Report("growth", options)
        .add(
            "%,d trades for each number of linked wallets, each volume exact. Bar: ≥ 0.8 × the first."
                .formatted(trades))
        .add(table)
        .publish();
  }

  private void row(int wallets, Outcome outcome, double bare, double first, double published) {
    double service = outcome.rate();
    System.out.printf(
        Locale.ROOT,
        "%,d wallets: %,.0f/s, bare %,.0f/s, CPU s per million: service %.1f, server %.1f%n",
        wallets,
        service,
        bare,
        outcome.cpu(),
        outcome.mysqlCpu());
    table.row(
        "%,d".formatted(wallets),
        "%,.0f".formatted(service),
        "%,.0f".formatted(bare),
        "%.2f".formatted(service / bare),
        "%.2f".formatted(service / first),
        "%.1f".formatted(outcome.mysqlCpu()),
        "%.0f".formatted(published));
  }
}
