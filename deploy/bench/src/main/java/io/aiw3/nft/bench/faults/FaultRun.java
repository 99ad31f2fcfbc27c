package io.aiw3.nft.bench.faults;

import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.bench.faults.adversary.Adversaries;
import io.aiw3.nft.bench.faults.crash.CrashPoint;
import io.aiw3.nft.bench.faults.crash.CrashPoints;
import io.aiw3.nft.commandline.CommandRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The whole suite with two replicas of each service under claims, upgrades, competitions and
 * trades, while one fault after another strikes; at the end the oracles check from the outside.
 * Ends with 1 when one of them is broken. The seed decides which fault comes when, and to which
 * process.
 */
public final class FaultRun {
  private static final int FIRST_USER = 5_000_000;
  private static final int TRADES_AT_ONCE = 500;

  /**
   * Services read what they have published, as after a restore: without one that changes nothing.
   */
  private static final Map<String, String> RESTORE =
      Map.of("AIW3_SAGA_RESTORE", "true", "AIW3_BADGES_RESTORE", "true");

  private static final Duration READY = Duration.ofMinutes(2);

  private final FaultOptions options;
  private final Random random;
  private final int count;
  private final Pulse pulse = new Pulse();
  private final AtomicBoolean struckAll = new AtomicBoolean();
  private final Table struck =
      new Table("fault", "traders", "started again", "all ready", "longest stall");
  private int planned;
  private int faults;
  private long lastFault;

  private FaultRun(FaultOptions options) {
    this.options = options;
    this.random = new Random(options.seed);
    this.count = options.users;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new FaultOptions(), arguments));
  }

  /**
   * Runs it.
   *
   * @param arguments as {@code deploy/bench/faults} takes them
   * @return whether every oracle held
   */
  public static boolean held(String... arguments) throws Exception {
    FaultOptions options = new FaultOptions();
    CommandRunner.of(options).parseArgs(arguments);
    return held(options);
  }

  static boolean held(FaultOptions options) throws Exception {
    if (options.list) {
      names().forEach(System.out::println);
      return true;
    }
    return new FaultRun(options).run();
  }

  private boolean run() throws Exception {
    Path home =
        (options.home == null ? options.root().resolve(".local/faults") : options.home)
            .toAbsolutePath();
    CrashPoints points = CrashPoints.in(home);
    LocalSuite.Start suites = new LocalSuite.Start(options.root(), home, options.launcher);
    try (LocalSuite suite = suites.with(options.replicas, points.options(), RESTORE)) {
      Chain chain = new Chain(suite.suite().chain());
      long balance = chain.balance(suite.run().at("/systemWallet/address").asText());
      long began = System.nanoTime();
      try (Trading trading = new Trading(suite.suite());
          Closing adversaries = adversaries(suite, trading)) {
        List<User> users = load(suite, chain, trading, points, adversaries.those());
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        Topic topics = new Topic(suite.suite().kafka());
        Quiet.await(suite, trading);
        Map<String, String> verdicts =
            new LinkedHashMap<>(
                new Oracles(suite, chain, users, trading, topics, adversaries.those())
                    .verdicts(balance));
        verdicts.put("O12 honest operations end in time", late(users));
        if (options.faults == 0) {
          verdicts.put("every fault struck", struck());
          verdicts.put("every crash point was reached", armed(points));
        }
        users.forEach(user -> user.feed().close());
        report(suite, users, trading, seconds, verdicts);
        return verdicts.values().stream().allMatch(String::isEmpty);
      }
    }
  }

  /** The adversaries, where there are any. */
  private record Closing(Optional<Adversaries> those) implements AutoCloseable {
    @Override
    public void close() {
      those.ifPresent(Adversaries::close);
    }
  }

  private Closing adversaries(LocalSuite suite, Trading trading)
      throws IOException, GeneralSecurityException {
    if (!options.adversaries) {
      return new Closing(Optional.empty());
    }
    List<Integer> honest = IntStream.range(0, count).mapToObj(i -> FIRST_USER + i).toList();
    return new Closing(Optional.of(new Adversaries(suite, suite.suite(), trading, honest, random)));
  }

  /** No operation of an honest user takes longer than this after the last fault. */
  private String late(List<User> users) {
    int bound = options.boundSeconds;
    double longest =
        users.stream().mapToDouble(user -> user.longestAfter(lastFault)).max().orElse(0);
    return longest <= bound ? "" : "one took %s after the last fault".formatted(seconds(longest));
  }

  /** Of all faults; a crash point's begins with its service. */
  private static List<String> names() {
    List<String> names = new ArrayList<>(Fault.all(0).stream().map(Fault::name).toList());
    CrashPoint.all().forEach(point -> names.add(point.toString()));
    Restore.all().forEach(fault -> names.add(fault.name()));
    return names;
  }

  private String struck() {
    return faults == planned ? "" : "%d of %d: the traders ended before".formatted(faults, planned);
  }

  private static String armed(CrashPoints points) {
    List<CrashPoint> left = CrashPoint.all().stream().filter(points::isArmed).toList();
    return left.isEmpty() ? "" : "not reached: " + left;
  }

  /** Everything at once: trades, claims and upgrades, faults; until all traders have their NFT. */
  private List<User> load(
      LocalSuite suite,
      Chain chain,
      Trading trading,
      CrashPoints points,
      Optional<Adversaries> adversaries)
      throws Exception {
    int seed = options.seed;
    List<User> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(new User(suite.suite(), FIRST_USER + i, seed, pulse));
    }
    ExecutorService threads = Executors.newFixedThreadPool(options.atOnce + 1);
    try {
      users.forEach(trading::prepare);
      Future<?> trades =
          threads.submit(
              () -> {
                trade(trading, users, new Random(seed));
                return null;
              });
      List<Future<?>> traders = new ArrayList<>();
      for (User user : users) {
        traders.add(
            threads.submit(
                () -> {
                  user.claimFirst();
                  user.upgrade();
                  return null;
                }));
      }
      adversaries.ifPresent(Adversaries::start);
      strike(suite, chain, traders, users, trading, points);
      lastFault = System.nanoTime();
      struckAll.set(true);
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(options.limitMinutes);
      for (Future<?> trader : traders) {
        await(trader, deadline);
      }
      if (adversaries.isPresent()) {
        adversaries.get().await(deadline);
      }
      await(trades, deadline);
      trading.settle();
    } finally {
      threads.shutdownNow();
    }
    return users;
  }

  /**
   * As many as are requested, and until no fault is left: some strike only a process that reads
   * trades.
   */
  private void trade(Trading trading, List<User> users, Random shuffle)
      throws InterruptedException {
    trading.stream(options.trades, users, shuffle);
    while (!struckAll.get()) {
      trading.stream(TRADES_AT_ONCE, users, shuffle);
    }
  }

  private static void await(Future<?> future, long deadline) throws Exception {
    try {
      future.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trader gave up", e.getCause());
    } catch (TimeoutException e) {
      System.out.println("! not all traders ended in time; the oracles say why");
    }
  }

  private List<Fault> faults(CrashPoints points) {
    Pattern only = options.only;
    List<Fault> faults = new ArrayList<>();
    for (int round = options.rounds; round > 0; round--) {
      List<Fault> once = new ArrayList<>(Fault.all(options.pause));
      int strikeTimeout = options.strikeTimeout;
      CrashPoint.all().forEach(point -> once.add(Fault.at(point, points, strikeTimeout)));
      if (options.faults == 0) {
        // A choice of some is of those that are over in seconds.
        once.addAll(Restore.all());
      }
      once.removeIf(fault -> !only.matcher(fault.name()).lookingAt());
      Collections.shuffle(once, random);
      faults.addAll(once);
    }
    return faults.subList(
        0, options.faults == 0 ? faults.size() : Math.min(faults.size(), options.faults));
  }

  /** Each fault once, in an order of the seed's, and a competition's end with each. */
  private void strike(
      LocalSuite suite,
      Chain chain,
      List<Future<?>> traders,
      List<User> users,
      Trading trading,
      CrashPoints points)
      throws Exception {
    pulse.beat();
    pulse.takeLongest();
    List<Fault> all = faults(points);
    planned = all.size();
    for (Fault fault : all) {
      long open = traders.stream().filter(future -> !future.isDone()).count();
      if (open == 0) {
        return;
      }
      long restarts = suite.restarts();
      trading.competition(users, random);
      long start = System.nanoTime();
      strike(fault, suite, chain);
      TimeUnit.SECONDS.sleep(1);
      boolean ready = suite.awaitReady(READY);
      String back = ready ? seconds((System.nanoTime() - start) / 1e9) : "not ready";
      TimeUnit.SECONDS.sleep(options.interval);
      double stall = pulse.takeLongest();
      restarts = suite.restarts() - restarts;
      faults++;
      System.out.printf(
          "%-60s %4d %3d %9s %7s%n", fault.name(), open, restarts, back, seconds(stall));
      struck.row(fault.name(), Long.toString(open), Long.toString(restarts), back, seconds(stall));
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }

  /** What is down already cannot fail: the fault strikes when it is back. */
  private void strike(Fault fault, LocalSuite suite, Chain chain) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        fault.act().on(suite, chain, random);
        return;
      } catch (IOException e) {
        if (attempt == 20) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }

  private void report(
      LocalSuite suite,
      List<User> users,
      Trading trading,
      long seconds,
      Map<String, String> verdicts) {
    Table table = new Table("oracle", "verdict");
    verdicts.forEach((name, breach) -> table.row(name, breach.isEmpty() ? "holds" : breach));
    int failures = users.stream().mapToInt(User::failures).sum();
    long connections = users.stream().mapToLong(user -> user.feed().connections()).sum();
    new Report("faults", options)
        .add(
            ("Seed %d: %,d claims and as many upgrades (%d more failed before their burn and were"
                    + " started again), %,d trades beside %,d bad records, %,d trophies, %,d"
                    + " WebSockets connected %,d times; %d replicas of each service; %d s. %d"
                    + " faults, %d processes started again.")
                .formatted(
                    options.seed,
                    users.size(),
                    failures,
                    trading.distinct(),
                    trading.bad(),
                    trading.awards(),
                    users.size(),
                    connections,
                    options.replicas,
                    seconds,
                    faults,
                    suite.restarts()))
        .add(table)
        .add(struck)
        .publish();
  }
}
