package io.aiw3.nft.bench.faults;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * The whole suite with two replicas of each service under claims, upgrades and trades, while one
 * fault after another strikes; at the end the oracles are asked from the outside. Ends with 1 when
 * one of them is broken. The seed decides which fault comes when, and to whom.
 */
public final class FaultRun {
  private static final Duration SETTLE = Duration.ofMinutes(3);
  private static final int FIRST_USER = 5_000_000;
  private static final int SETTLED = 5;

  private final Options options;
  private final Random random;
  private final int count;
  private final List<String> struck = new ArrayList<>();

  private FaultRun(Options options) {
    this.options = options;
    this.random = new Random(options.number("seed", 1));
    this.count = options.number("users", 50);
  }

  public static void main(String[] arguments) throws Exception {
    boolean held = new FaultRun(Options.of(arguments, Set.of("write"))).run();
    System.exit(held ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path home = Files.createDirectories(options.root().resolve(".local/faults")).toAbsolutePath();
    try (LocalSuite suite = LocalSuite.start(options.root(), home, options.number("replicas", 2))) {
      Chain chain = new Chain(suite.suite().chain());
      long balance = chain.balance(suite.run().at("/systemWallet/address").asText());
      long start = System.nanoTime();
      try (Trading trading = new Trading(suite.suite())) {
        List<User> users = load(suite, chain, trading);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        Topic topics = new Topic(suite.suite().kafka());
        settle(suite, trading);
        Map<String, String> verdicts =
            new Oracles(suite, chain, users, trading, topics).verdicts(balance);
        report(suite, users, trading, seconds, verdicts);
        return verdicts.values().stream().allMatch(String::isEmpty);
      }
    }
  }

  /** Everything at once: trades, claims and upgrades, faults; until all traders have their NFT. */
  private List<User> load(LocalSuite suite, Chain chain, Trading trading) throws Exception {
    int seed = options.number("seed", 1);
    List<User> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      users.add(new User(suite.suite(), FIRST_USER + i, seed));
    }
    ExecutorService threads = Executors.newFixedThreadPool(options.number("at-once", 25) + 1);
    try {
      users.forEach(trading::prepare);
      List<Future<?>> all = new ArrayList<>();
      all.add(
          threads.submit(
              () -> {
                trading.stream(options.number("trades", 100_000), users, new Random(seed));
                return null;
              }));
      for (User user : users) {
        all.add(
            threads.submit(
                () -> {
                  user.claimFirst();
                  user.upgrade();
                  return null;
                }));
      }
      strike(suite, chain, all);
      long deadline =
          System.nanoTime() + TimeUnit.MINUTES.toNanos(options.number("limit-minutes", 20));
      for (Future<?> future : all) {
        await(future, deadline);
      }
      trading.settle();
    } finally {
      threads.shutdownNow();
    }
    return users;
  }

  private static void await(Future<?> future, long deadline) throws Exception {
    try {
      future.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trader gave up", e.getCause());
    } catch (TimeoutException e) {
      System.out.println("! not all traders came to their end in time; the oracles tell why");
    }
  }

  /** Each fault once, in an order of the seed's, and then again until the load is through. */
  private void strike(LocalSuite suite, Chain chain, List<Future<?>> load) throws Exception {
    long pause = options.number("interval", 5);
    int rounds = options.number("rounds", 1);
    for (int round = 0; round < rounds; round++) {
      List<Fault> faults = new ArrayList<>(Fault.all());
      Collections.shuffle(faults, random);
      for (Fault fault : faults) {
        long open = load.stream().filter(future -> !future.isDone()).count();
        if (open == 0) {
          return;
        }
        TimeUnit.SECONDS.sleep(pause);
        System.out.printf("%-32s  %d traders under way%n", fault.name(), open);
        strike(fault, suite, chain);
      }
    }
  }

  /** What is down already cannot be told to fail: the fault strikes when it is back. */
  private void strike(Fault fault, LocalSuite suite, Chain chain) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        fault.act().on(suite, chain, random);
        struck.add(fault.name());
        return;
      } catch (java.io.IOException e) {
        if (attempt == 20) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(500);
      }
    }
  }

  /** Waits until nothing moves any more: what the oracles are asked about is then what stays. */
  private void settle(LocalSuite suite, Trading trading) throws Exception {
    long deadline = System.nanoTime() + SETTLE.toNanos();
    int quiet = 0;
    while (quiet < SETTLED && System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(1);
      quiet = isQuiet(suite, trading) ? quiet + 1 : 0;
    }
  }

  private static boolean isQuiet(LocalSuite suite, Trading trading) {
    try {
      long waiting = 0;
      for (String schema : LocalSuite.SCHEMAS) {
        waiting += suite.number(schema, "SELECT COUNT(*) FROM outbox");
      }
      return waiting == 0
          && suite.number("qualification", "SELECT COUNT(*) FROM trades") == trading.distinct();
    } catch (java.sql.SQLException e) {
      return false;
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
    new Report("faults", options)
        .add(
            ("Seed %d: %,d claims and %,d upgrades (%d more failed before their burn and were"
                    + " started anew), %,d trades with %,d bad records among them, %d replicas of"
                    + " each service, %d s. %d faults, %d processes started again: %s.")
                .formatted(
                    options.number("seed", 1),
                    users.size(),
                    users.size(),
                    IntStream.range(0, users.size()).map(i -> users.get(i).failures()).sum(),
                    trading.distinct(),
                    trading.bad(),
                    options.number("replicas", 2),
                    seconds,
                    struck.size(),
                    suite.restarts(),
                    String.join(", ", struck)))
        .add(table)
        .publish();
  }
}
