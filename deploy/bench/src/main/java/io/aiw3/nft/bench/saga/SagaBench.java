package io.aiw3.nft.bench.saga;

import io.aiw3.nft.bench.AtOnce;
import io.aiw3.nft.bench.Plot;
import io.aiw3.nft.bench.Quantiles;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.SuiteOptions;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.commandline.CommandRunner;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Claims, then upgrades with wallets that sign, through the whole suite; and the same transactions
 * by a bare client of the same chain, as many at a time.
 */
public final class SagaBench {
  private static final int BADGES = 2;
  private static final Duration PREPARATION = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 200;
  private static final double MILLION = 1_000_000;
  private static final int MOST_WARM_UPS = 10;

  /** What a warm-up must be faster than the one before for another one. */
  private static final double SETTLED = 1.05;

  private final Arguments options;
  private final int claims;
  private final int upgrades;
  private final int atOnce;
  private int nextUser = (int) (MILLION + new SecureRandom().nextInt(1_000) * MILLION);
  private final Table table =
      new Table(
          "",
          "sagas/s",
          "bare/s",
          "sagas ÷ bare",
          "p50 ms outside",
          "p95 ms",
          "p99 ms",
          "p50 s in all");
  private final List<Plot.Line> lines = new ArrayList<>();

  private SagaBench(Arguments options) {
    this.options = options;
    this.claims = options.claims;
    this.upgrades = Math.min(options.upgrades, claims);
    this.atOnce = options.atOnce;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/saga",
      description =
          "Claims and upgrades through the running suite, against a bare client of the same chain.")
  private static final class Arguments extends SuiteOptions {
    @Option(
        names = "--claims",
        paramLabel = "N",
        defaultValue = "1000",
        description = "traders that claim (default: ${DEFAULT-VALUE})")
    private int claims;

    @Option(
        names = "--upgrades",
        paramLabel = "N",
        defaultValue = "500",
        description = "of them that upgrade (default: ${DEFAULT-VALUE})")
    private int upgrades;

    @Option(
        names = "--at-once",
        paramLabel = "N",
        defaultValue = "50",
        description = "sagas at a time (default: ${DEFAULT-VALUE})")
    private int atOnce;

    @Option(
        names = "--warm-up",
        paramLabel = "TRADERS",
        defaultValue = "0",
        description =
            "traders that claim and upgrade before, again and again until they get no faster"
                + " (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Override
    public Integer call() throws Exception {
      new SagaBench(this).run();
      return CommandRunner.WELL;
    }
  }

  /** A wait that is over when the condition holds. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private void run() throws Exception {
    Suite suite = Suite.of(options.runFile());
    try (Platform platform = new Platform(suite);
        BareChain chain = new BareChain(URI.create(suite.chain()))) {
      warmUp(suite, platform);
      List<Trader> traders = qualified(suite, platform, claims);
      List<Trader> upgrading = traders.subList(0, upgrades);
      AtOnce<BareChain.Held> bareClaims = all(traders, trader -> chain.mint(trader.wallet()));
      AtOnce<Trader.Result> sagaClaims = all(traders, Trader::claim);
      record("claim", sagaClaims, bareClaims.rate());
      qualifyForUpgrade(upgrading);
      AtOnce<BareChain.Held> bareUpgrades =
          all(
              bareClaims.results().subList(0, upgrades),
              nft -> {
                chain.burn(nft);
                return chain.mint(nft.owner());
              });
      AtOnce<Trader.Result> sagaUpgrades = all(upgrading, Trader::upgrade);
      record("upgrade", sagaUpgrades, bareUpgrades.rate());
    }
    report();
  }

  /** Until the rate grows no more: a compiler that still works takes the cores for itself. */
  private void warmUp(Suite suite, Platform platform) throws Exception {
    int traders = options.warmUp;
    double before = 0;
    for (int i = 0; i < MOST_WARM_UPS && traders > 0; i++) {
      List<Trader> warming = qualified(suite, platform, traders);
      double claimed = all(warming, Trader::claim).rate();
      qualifyForUpgrade(warming);
      double upgraded = all(warming, Trader::upgrade).rate();
      System.out.printf("warming up: claims %.1f/s, upgrades %.1f/s%n", claimed, upgraded);
      if (claimed + upgraded < before * SETTLED) {
        return;
      }
      before = claimed + upgraded;
    }
  }

  /** New traders who may claim. */
  private List<Trader> qualified(Suite suite, Platform platform, int count) throws Exception {
    List<Trader> traders =
        IntStream.range(0, count).mapToObj(i -> new Trader(suite, nextUser++)).toList();
    traders.forEach(platform::prepare);
    all(traders, trader -> until(() -> trader.qualified(1)));
    return traders;
  }

  private void qualifyForUpgrade(List<Trader> traders) throws Exception {
    all(traders, trader -> until(() -> trader.badgesBound(BADGES)));
    all(traders, trader -> until(() -> trader.qualified(2)));
  }

  private void record(String what, AtOnce<Trader.Result> sagas, double bare) {
    double[] outside =
        sagas.results().stream().mapToDouble(Trader.Result::outsideMillis).sorted().toArray();
    double[] inAll =
        sagas.results().stream().mapToDouble(Trader.Result::seconds).sorted().toArray();
    System.out.printf("%s: %.1f/s, bare %.1f/s%n", what, sagas.rate(), bare);
    table.row(
        what,
        "%.1f".formatted(sagas.rate()),
        "%.1f".formatted(bare),
        "%.2f".formatted(sagas.rate() / bare),
        "%.0f".formatted(Quantiles.at(outside, 0.5)),
        "%.0f".formatted(Quantiles.at(outside, 0.95)),
        "%.0f".formatted(Quantiles.at(outside, 0.99)),
        "%.1f".formatted(Quantiles.at(inAll, 0.5)));
    lines.add(Plot.distribution(what, outside));
  }

  private void report() {
    new Report("saga", options)
        .add(
            ("%,d claims, %,d upgrades, %d at a time, each signed by its owner's wallet and"
                 + " followed by WebSocket through the gateway. Outside: without the time from a"
                 + " transaction handed to the chain to the event that it is final. Bars: ≥ 0.6 ×"
                 + " bare, p95 outside < 200 ms.")
                .formatted(claims, upgrades, atOnce))
        .add(table)
        .add("outside", Plot.lines("Time of a saga outside the chain", "ms", "% of sagas", lines))
        .publish();
  }

  private <S, T> AtOnce<T> all(List<S> subjects, AtOnce.Work<S, T> work) throws Exception {
    return AtOnce.all(atOnce, subjects, work);
  }

  private static boolean until(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PREPARATION.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the traders are not ready within " + PREPARATION);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return true;
  }
}
