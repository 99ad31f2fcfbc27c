package io.aiw3.nft.bench.faults;

import io.aiw3.nft.bench.Curve;
import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Plot;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.bench.faults.Samples.Quantity;
import io.aiw3.nft.commandline.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The suite under a steady load for as long as requested: new traders claim and upgrade, all of
 * them trade, competitions end. What could leak is sampled and drawn; at the end the oracles are
 * asked. Ends with 1 when one of them is broken.
 */
public final class SoakRun {
  private static final int FIRST_USER = 6_000_000;

  /** So many of the last traders keep their WebSockets: those must not pile up by themselves. */
  private static final int LISTENING = 50;

  private static final int TRADES_AT_ONCE = 2_500;

  private final Arguments options;
  private final Random random;
  private final int minutes;
  private final List<User> users = new CopyOnWriteArrayList<>();
  private final Queue<User> listening = new ConcurrentLinkedQueue<>();
  private final AtomicInteger next = new AtomicInteger(FIRST_USER);
  private final Pulse pulse = new Pulse();

  private SoakRun(Arguments options) {
    this.options = options;
    this.random = new Random(options.seed);
    this.minutes = options.minutes;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/soak",
      description =
          "The suite under a steady load; what could leak is drawn, and at the end the oracles"
              + " check.")
  private static final class Arguments extends Options {
    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "of everything that is random (default: ${DEFAULT-VALUE})")
    private int seed;

    @Option(
        names = "--minutes",
        paramLabel = "N",
        defaultValue = "30",
        description = "how long (default: ${DEFAULT-VALUE})")
    private int minutes;

    @Option(
        names = "--at-once",
        paramLabel = "N",
        defaultValue = "2",
        description = "traders at a time (default: ${DEFAULT-VALUE})")
    private int atOnce;

    @Option(
        names = "--every",
        paramLabel = "SECONDS",
        defaultValue = "15",
        description = "between two samples (default: ${DEFAULT-VALUE})")
    private int every;

    @Option(
        names = "--warm-up",
        paramLabel = "MINUTES",
        description = "minutes that are not measured (default: a third)")
    private Integer warmUp;

    @Override
    public Integer call() throws Exception {
      return new SoakRun(this).run() ? CommandRunner.WELL : CommandRunner.FOUND;
    }
  }

  private boolean run() throws Exception {
    Path home = options.root().resolve(".local/soak");
    Files.createDirectories(home);
    try (LocalSuite suite = new LocalSuite.Start(options.root(), home, "").with(1, "");
        Trading trading = new Trading(suite.suite());
        Samples samples = new Samples(suite)) {
      Chain chain = new Chain(suite.suite().chain());
      long balance = chain.balance(suite.run().at("/systemWallet/address").asText());
      load(suite, trading, samples);
      trading.settle();
      Quiet.await(suite, trading);
      Topic topics = new Topic(suite.suite().kafka());
      Map<String, String> verdicts =
          new Oracles(suite, chain, users, trading, topics, Optional.empty()).verdicts(balance);
      users.forEach(user -> user.feed().close());
      report(samples, trading, verdicts);
      return verdicts.values().stream().allMatch(String::isEmpty);
    }
  }

  /** Everything at once, until the time is over and the last traders have ended. */
  private void load(LocalSuite suite, Trading trading, Samples samples) throws Exception {
    int traders = options.atOnce;
    ExecutorService threads = Executors.newFixedThreadPool(traders + 2);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < traders; i++) {
        all.add(threads.submit(until(samples, () -> trader(suite, trading))));
      }
      all.add(threads.submit(until(samples, () -> trades(trading))));
      all.add(threads.submit(until(samples, () -> sample(samples))));
      for (Future<Void> part : all) {
        part.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** A part of the load, again and again. */
  private interface Part {
    void go() throws Exception;
  }

  private Callable<Void> until(Samples samples, Part part) {
    return () -> {
      while (samples.minutes() < minutes) {
        part.go();
      }
      return null;
    };
  }

  private void trader(LocalSuite suite, Trading trading) throws Exception {
    User user = new User(suite.suite(), next.getAndIncrement(), options.seed, pulse);
    trading.prepare(user);
    user.claimFirst();
    user.upgrade();
    users.add(user);
    listening.add(user);
    if (listening.size() > LISTENING) {
      listening.remove().feed().close();
    }
  }

  /** Ten seconds of them, and a competition's end. */
  private void trades(Trading trading) throws InterruptedException {
    if (users.isEmpty()) {
      TimeUnit.SECONDS.sleep(1);
      return;
    }
    trading.stream(TRADES_AT_ONCE, users, random);
    trading.competition(users, random);
  }

  private void sample(Samples samples) throws Exception {
    samples.take();
    TimeUnit.SECONDS.sleep(options.every);
  }

  private void report(Samples samples, Trading trading, Map<String, String> verdicts) {
    int warmUp = options.warmUp == null ? Math.max(1, minutes / 3) : options.warmUp;
    Report report =
        new Report("soak", options)
            .add(
                ("%d minutes with %,d claims and as many upgrades, %,d trades and %,d trophies, one"
                        + " replica of each service. Means of the first and the last quarter of the"
                        + " samples from minute %d on, and the slope of the line through them, an"
                        + " hour: what leaks has one that stays.")
                    .formatted(minutes, users.size(), trading.distinct(), trading.awards(), warmUp))
            .add(slopes(samples, warmUp))
            .add(verdicts(verdicts));
    for (Quantity quantity : Quantity.values()) {
      List<Plot.Line> lines =
          samples.curves(quantity).entrySet().stream()
              .map(curve -> curve.getValue().line(curve.getKey()))
              .toList();
      report.add(quantity.key(), Plot.lines(quantity.title(), "minutes", "", lines));
    }
    report.publish();
  }

  private static Table slopes(Samples samples, int warmUp) {
    List<String> services = List.copyOf(samples.curves(Quantity.HEAP).keySet());
    List<String> titles = new ArrayList<>(List.of(""));
    titles.addAll(services);
    Table table = new Table(titles.toArray(String[]::new));
    for (Quantity quantity : Quantity.values()) {
      List<String> cells = new ArrayList<>(List.of(quantity.title()));
      for (String service : services) {
        Curve curve = samples.curves(quantity).get(service).from(warmUp);
        cells.add("%.1f → %.1f (%+.1f/h)".formatted(curve.start(), curve.end(), curve.slope()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static String verdicts(Map<String, String> verdicts) {
    List<String> broken =
        verdicts.entrySet().stream()
            .filter(verdict -> !verdict.getValue().isEmpty())
            .map(verdict -> verdict.getKey() + ": " + verdict.getValue())
            .toList();
    return broken.isEmpty()
        ? "All %d oracles hold.".formatted(verdicts.size())
        : "Broken: " + String.join("; ", broken);
  }
}
