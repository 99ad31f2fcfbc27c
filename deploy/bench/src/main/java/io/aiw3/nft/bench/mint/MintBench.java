package io.aiw3.nft.bench.mint;

import io.aiw3.nft.bench.AtOnce;
import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Plot;
import io.aiw3.nft.bench.Quantiles;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.bench.chain.Network;
import io.aiw3.nft.bench.saga.BareChain;
import io.aiw3.nft.bench.saga.Wallet;
import io.aiw3.nft.commandline.CommandRunner;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Mint commands through the packaged service, as many under way at a time as a bare client of the
 * same chain has before it. Both wait until a mint is final.
 */
public final class MintBench {
  private final Arguments options;
  private final int mints;
  private final int warmUp;
  private final int atOnce;

  private MintBench(Arguments options) {
    this.options = options;
    this.mints = options.mints;
    this.warmUp = options.warmUp;
    this.atOnce = options.atOnce;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/mint",
      description = "Mint commands through the service, against a bare client of the same chain.")
  private static final class Arguments extends Options {
    @Option(
        names = "--mints",
        paramLabel = "N",
        defaultValue = "2000",
        description = "mints that are measured (default: ${DEFAULT-VALUE})")
    private int mints;

    @Option(
        names = "--warm-up",
        paramLabel = "N",
        defaultValue = "400",
        description = "mints before them (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
        names = "--at-once",
        paramLabel = "N",
        defaultValue = "200",
        description = "in flight (default: ${DEFAULT-VALUE})")
    private int atOnce;

    @Override
    public Integer call() throws Exception {
      new MintBench(this).run();
      return CommandRunner.WELL;
    }
  }

  /** What the service's run gave. */
  private record Run(double rate, Duration cpu, Map<String, Double> seconds) {}

  private void run() throws Exception {
    try (Servers servers = Servers.start(options);
        Network network = Network.start(options, servers);
        BareChain bare = new BareChain(network.chain())) {
      Wallet wallet = new Wallet();
      bare.fund(wallet.address());
      try (Service service =
              network.mintingService(
                  options,
                  servers,
                  wallet,
                  Map.of("AIW3_SENDER_MAX_IN_FLIGHT", Integer.toString(atOnce)));
          Commands commands = new Commands(servers.kafka().bootstrapServers())) {
        bareRate(bare, warmUp);
        double bareRate = bareRate(bare, mints);
        commands.mint(warmUp, atOnce);
        int landed = network.landed();
        Run run = measure(service, commands);
        Books books = new Books(servers.mysql());
        books.check(mints + warmUp);
        require(network.landed() - landed);
        report(run, bareRate, books.ways(run.seconds()));
      }
    }
  }

  private void require(int landed) {
    if (landed != mints) {
      throw new IllegalStateException(landed + " transactions landed for " + mints + " mints");
    }
  }

  private Run measure(Service service, Commands commands) throws Exception {
    Duration cpu = service.cpu();
    long start = System.nanoTime();
    Map<String, Double> seconds = commands.mint(mints, atOnce);
    double took = (System.nanoTime() - start) / 1e9;
    return new Run(mints / took, service.cpu().minus(cpu), seconds);
  }

  private double bareRate(BareChain bare, int count) throws Exception {
    return AtOnce.all(atOnce, Collections.nCopies(count, bare), chain -> chain.mint(new Wallet()))
        .rate();
  }

  private void report(Run run, double bareRate, List<Books.Way> ways) {
    double[] outside = sorted(ways.stream().mapToDouble(Books.Way::outside));
    Table table =
        new Table(
            "mints/s",
            "bare/s",
            "mints ÷ bare",
            "p50 ms outside",
            "p95 ms",
            "p99 ms",
            "p50 s in all",
            "CPU ms a mint");
    table.row(
        "%.1f".formatted(run.rate()),
        "%.1f".formatted(bareRate),
        "%.2f".formatted(run.rate() / bareRate),
        "%.0f".formatted(Quantiles.at(outside, 0.5)),
        "%.0f".formatted(Quantiles.at(outside, 0.95)),
        "%.0f".formatted(Quantiles.at(outside, 0.99)),
        "%.1f"
            .formatted(
                Quantiles.at(sorted(run.seconds().values().stream().mapToDouble(s -> s)), 0.5)),
        "%.1f".formatted((double) run.cpu().toMillis() / mints));
    Table stages = new Table("ms", "queued → signed", "→ confirmed", "→ final");
    for (double quantile : List.of(0.5, 0.95)) {
      stages.row(
          "p%.0f".formatted(quantile * 100),
          stage(ways, Books.Way::toSigned, quantile),
          stage(ways, Books.Way::toConfirmed, quantile),
          stage(ways, Books.Way::toFinal, quantile));
    }
    new Report("mint", options)
        .add(
            ("%,d mints, %d under way at a time, after %d to warm up; each landed and was recorded"
                    + " once. Outside: from the command to the reply, without the time from a"
                    + " transaction's signature to the record that it is final.")
                .formatted(mints, atOnce, warmUp))
        .add(table)
        .add(stages)
        .add(
            "outside",
            Plot.lines(
                "Time of a mint outside the chain",
                "ms",
                "% of mints",
                List.of(Plot.distribution("mints", outside))))
        .publish();
  }

  private static String stage(
      List<Books.Way> ways, ToDoubleFunction<Books.Way> stage, double quantile) {
    return "%.0f".formatted(Quantiles.at(sorted(ways.stream().mapToDouble(stage)), quantile));
  }

  private static double[] sorted(DoubleStream values) {
    return values.sorted().toArray();
  }
}
