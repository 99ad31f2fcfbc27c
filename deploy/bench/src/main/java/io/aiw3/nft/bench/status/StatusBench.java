package io.aiw3.nft.bench.status;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.bench.Tokens;
import io.aiw3.nft.bench.ingest.Population;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.infrastructure.Schema;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code GET /api/v1/nft/status} of many users with warm caches, against an endpoint of the same
 * application that returns the same bytes and does nothing else.
 */
public final class StatusBench {
  private static final int CONNECTIONS = 64;
  private static final int CALLERS = 1000;
  private static final long SEED = 7;
  private static final int MOST_WARM_UPS = 8;
  private static final double SETTLED = 1.05;

  private final Arguments options;
  private final double seconds;
  private final int rounds;

  private StatusBench(Arguments options) {
    this.options = options;
    this.seconds = options.seconds;
    this.rounds = options.rounds;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(name = "deploy/bench/status", description = "The status call against a bare endpoint.")
  private static final class Arguments extends Options {
    @Option(
        names = "--users",
        paramLabel = "N",
        defaultValue = "10000",
        split = ",",
        description = "numbers of users (default: ${DEFAULT-VALUE})")
    private List<Integer> users;

    @Option(
        names = "--seconds",
        paramLabel = "N",
        defaultValue = "8",
        description = "of a round (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
        names = "--rounds",
        paramLabel = "N",
        defaultValue = "3",
        description = "rounds of each (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Override
    public Integer call() throws Exception {
      new StatusBench(this).run();
      return CommandRunner.WELL;
    }
  }

  private void run() throws Exception {
    Table table =
        new Table(
            "users",
            "status/s",
            "bare/s",
            "status ÷ bare",
            "p99 ms",
            "CPU µs (bare)",
            "status ÷ first");
    double first = 0;
    for (int users : options.users) {
      double[] medians = measure(users);
      first = first == 0 ? medians[0] : first;
      table.row(
          Integer.toString(users),
          "%,.0f".formatted(medians[0]),
          "%,.0f".formatted(medians[1]),
          "%.2f".formatted(medians[0] / medians[1]),
          "%.1f".formatted(medians[2]),
          "%.0f (%.0f)".formatted(medians[3], medians[4]),
          "%.2f".formatted(medians[0] / first));
    }
    new Report("status", options)
        .add(
            ("%d connections, %d callers, caches warm; medians of %d rounds of %.0f s each in turn."
                    + " Bars: ≥ 0.5 × bare, ≥ 0.8 × the first.")
                .formatted(CONNECTIONS, CALLERS, rounds, seconds))
        .add(table)
        .publish();
  }

  /** Medians: status rate, bare rate, 99th percentile of status, CPU µs of each. */
  private double[] measure(int users) throws Exception {
    try (Servers servers = Servers.start(options);
        Service service =
            Service.start(
                "qualification-service", Schema.QUALIFICATION, options, servers, Map.of());
        Population population = new Population(servers)) {
      population.link(users, SEED);
      URI server = URI.create(service.url());
      List<byte[]> status =
          IntStream.range(0, CALLERS)
              .mapToObj(
                  i ->
                      request(
                          "/api/v1/nft/status",
                          population.user((int) ((long) i * users / CALLERS))))
              .toList();
      List<byte[]> bare = List.of(request("/bench/bare", population.user(0)));
      warmUp(server, status);
      warmUp(server, bare);
      List<double[]> results = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        Duration before = service.cpu();
        HttpLoad.Result withStatus = HttpLoad.run(server, status, CONNECTIONS, seconds);
        Duration between = service.cpu();
        HttpLoad.Result withBare = HttpLoad.run(server, bare, CONNECTIONS, seconds);
        double[] result = {
          withStatus.rate(),
          withBare.rate(),
          withStatus.p99(),
          micros(between.minus(before), withStatus),
          micros(service.cpu().minus(between), withBare)
        };
        System.out.printf(
            "%d users: status %,.0f/s, bare %,.0f/s; p99 %.1f ms; CPU µs %.0f and %.0f%n",
            users, result[0], result[1], result[2], result[3], result[4]);
        results.add(result);
      }
      return IntStream.range(0, 5)
          .mapToDouble(
              column -> {
                double[] values = results.stream().mapToDouble(row -> row[column]).toArray();
                Arrays.sort(values);
                return values[values.length / 2];
              })
          .toArray();
    }
  }

  /** Until the rate grows no more: a compiler that still works takes the cores for itself. */
  private void warmUp(URI server, List<byte[]> requests) throws Exception {
    double before = 0;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      double rate = HttpLoad.run(server, requests, CONNECTIONS, seconds).rate();
      if (rate < before * SETTLED) {
        return;
      }
      before = rate;
    }
  }

  /** CPU time of the service for each answer. */
  private static double micros(Duration cpu, HttpLoad.Result result) {
    return cpu.toNanos() / 1e3 / result.answers();
  }

  private static byte[] request(String path, int user) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer "
            + Tokens.user(user)
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
