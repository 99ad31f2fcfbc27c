package io.aiw3.nft.bench.ownership;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The ownership watch of the packaged service over many NFTs, some of which move at random moments:
 * how long after a transfer is final does the NFT's row show it?
 */
public final class OwnershipBench {
  private static final int MOST_ACCOUNTS = 100;
  private static final int MOVES_AT_ONCE = 64;
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  private final Arguments options;
  private final int nfts;
  private final int moves;
  private final int seconds;
  private final int callsPerSecond;

  private OwnershipBench(Arguments options) {
    this.options = options;
    this.nfts = options.nfts;
    this.moves = options.moves;
    this.seconds = options.seconds;
    this.callsPerSecond = options.calls;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/ownership",
      description =
          "How soon the minting service sees that NFTs have moved, among many that have not.")
  private static final class Arguments extends Options {
    @Option(
        names = "--nfts",
        paramLabel = "N",
        defaultValue = "100000",
        description = "NFTs (default: ${DEFAULT-VALUE})")
    private int nfts;

    @Option(
        names = "--moves",
        paramLabel = "N",
        defaultValue = "600",
        description = "of them that move (default: ${DEFAULT-VALUE})")
    private int moves;

    @Option(
        names = "--seconds",
        paramLabel = "N",
        defaultValue = "180",
        description = "in which they do (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
        names = "--calls",
        paramLabel = "N",
        defaultValue = "20",
        description = "calls of the chain a second (default: ${DEFAULT-VALUE})")
    private int calls;

    @Override
    public Integer call() throws Exception {
      new OwnershipBench(this).run();
      return CommandRunner.WELL;
    }
  }

  /** A move that is final; milliseconds of the clock. */
  private record Made(Move move, String signature, long finalAt) {}

  /** How long it took until an NFT's row showed its move. */
  private record Seen(Move.Kind kind, double sinceFinal, double sinceLanded) {}

  private void run() throws Exception {
    Population population = Population.of(nfts, moves);
    try (Servers servers = Servers.start(options);
        Network network = Network.start(options, servers);
        BareChain bare = new BareChain(network.chain())) {
      population.putOnChain(network);
      double barePass = barePass(bare, population);
      Wallet wallet = new Wallet();
      bare.fund(wallet.address());
      try (Service service =
              network.mintingService(
                  options,
                  servers,
                  wallet,
                  Map.of("AIW3_OWNERSHIP_CALLS_PER_SECOND", Integer.toString(callsPerSecond)));
          Books books = new Books(servers.mysql())) {
        population.putInto(servers.mysql(), callsPerSecond);
        pass(books);
        double pass = pass(books);
        try (Watching watching = new Watching(service, network)) {
          List<Seen> seen = move(population, network, bare, books);
          Watching.Use use = watching.use();
          require(books.changed());
          report(seen, use, barePass, pass);
        }
      }
    }
  }

  /** Seconds for the first accounts of all NFTs, read by this process alone. */
  private double barePass(BareChain bare, Population population) throws Exception {
    long start = System.nanoTime();
    long call = 0;
    for (List<Nft> part : population.parts(MOST_ACCOUNTS)) {
      long due = start + call++ * 1_000_000_000L / callsPerSecond;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      bare.read(part.stream().map(Nft::account).toList());
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds until all that are there now have been checked once more. */
  private static double pass(Books books) throws Exception {
    long start = System.currentTimeMillis();
    for (; ; ) {
      long passed = System.currentTimeMillis() - start;
      if (books.oldestCheck() < passed) {
        return passed / 1e3;
      }
      if (passed > TIMEOUT.toMillis()) {
        throw new IllegalStateException("not all NFTs were checked within " + TIMEOUT);
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  private List<Seen> move(Population population, Network network, BareChain bare, Books books)
      throws Exception {
    Sightings sightings = new Sightings(books);
    Random random = new Random();
    List<Nft> movers = population.movers();
    List<Nft> others = population.still();
    ScheduledExecutorService owners = Executors.newScheduledThreadPool(MOVES_AT_ONCE);
    try {
      List<Future<Made>> futures = new ArrayList<>();
      for (int i = 0; i < movers.size(); i++) {
        Move move = Move.of(i, movers.get(i), others.get(random.nextInt(others.size())));
        futures.add(
            owners.schedule(
                () -> made(move, bare, sightings),
                random.nextInt(seconds * 1000),
                TimeUnit.MILLISECONDS));
      }
      Map<Integer, Long> seen = sightings.of(futures.size(), TIMEOUT);
      Map<String, Long> landed = landed(network);
      List<Seen> all = new ArrayList<>();
      for (Future<Made> future : futures) {
        Made made = future.get();
        long at = seen.get(made.move().nft().id());
        all.add(
            new Seen(
                made.move().kind(),
                (at - made.finalAt()) / 1e3,
                (at - landed.get(made.signature())) / 1e3));
      }
      return all;
    } finally {
      owners.shutdownNow();
    }
  }

  private static Made made(Move move, BareChain bare, Sightings sightings)
      throws IOException, InterruptedException {
    sightings.await(move);
    String signature = move.make(bare);
    return new Made(move, signature, System.currentTimeMillis());
  }

  private static Map<String, Long> landed(Network network)
      throws IOException, InterruptedException {
    Map<String, Long> times = new HashMap<>();
    for (JsonNode transaction : network.ledger()) {
      times.put(transaction.get("signature").asText(), transaction.get("time").asLong());
    }
    return times;
  }

  private void require(long changed) {
    if (changed != moves) {
      throw new IllegalStateException(changed + " NFTs changed by " + moves + " moves");
    }
  }

  private void report(List<Seen> seen, Watching.Use use, double barePass, double pass) {
    Table table = new Table("s", "p50", "p95", "p99", "longest");
    double[] sinceFinal = row(table, "since it was final", seen, Seen::sinceFinal);
    double[] sinceLanded = row(table, "since it landed", seen, Seen::sinceLanded);
    for (Move.Kind kind : Move.Kind.values()) {
      row(
          table,
          "final, " + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
          seen.stream().filter(one -> one.kind() == kind).toList(),
          Seen::sinceFinal);
    }
    Table passes =
        new Table("bare pass s", "pass s, nothing moves", "oldest check s", "calls/s", "CPU cores");
    passes.row(
        "%.1f".formatted(barePass),
        "%.1f".formatted(pass),
        "%.0f".formatted(use.oldest()),
        "%.1f".formatted(use.calls()),
        "%.2f".formatted(use.cores()));
    new Report("ownership", options)
        .add(
            ("%,d NFTs in as many wallets, %d calls/s; %d of them moved at random moments of %d s:"
                    + " one of twenty burned, two to another user, the others to a stranger. Each"
                    + " was recorded rightly, and no other. The pass when nothing moves is the"
                    + " time after which all have been checked once more; the oldest check, calls"
                    + " and CPU are of the time with moves. Calls/s: %s.")
                .formatted(nfts, callsPerSecond, moves, seconds, methods(use)))
        .add(table)
        .add(passes)
        .add(
            "seen",
            Plot.lines(
                "Time until a move is seen",
                "s",
                "% of moves",
                List.of(
                    Plot.distribution("since it was final", sinceFinal),
                    Plot.distribution("since it landed", sinceLanded))))
        .publish();
  }

  private static String methods(Watching.Use use) {
    return use.callsPerSecond().entrySet().stream()
        .map(method -> "`%s` %.1f".formatted(method.getKey(), method.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static double[] row(
      Table table, String name, List<Seen> seen, ToDoubleFunction<Seen> time) {
    double[] sorted = seen.stream().mapToDouble(time).sorted().toArray();
    Quantiles.row(table, name, sorted);
    return sorted;
  }
}
