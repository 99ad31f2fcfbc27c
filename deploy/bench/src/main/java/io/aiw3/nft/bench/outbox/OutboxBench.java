package io.aiw3.nft.bench.outbox;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Plot;
import io.aiw3.nft.bench.Quantiles;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.infrastructure.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The relay: from a commit to the reader of the topic at a steady rate, one message in each
 * transaction; then a backlog that one transaction left, against a bare producer that sends the
 * same messages in requests of the same size and waits for each.
 *
 * <p>The rows come from a client of the database, so the relay is not nudged as the service's own
 * transactions nudge it: it has to look.
 */
public final class OutboxBench {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final Arguments options;
  private final int rate;
  private final int warmUp;
  private final int steady;
  private final int backlog;
  private double achieved;

  private OutboxBench(Arguments options) {
    this.options = options;
    this.rate = options.rate;
    this.warmUp = rate * options.warmUp;
    this.steady = warmUp + rate * options.seconds;
    this.backlog = options.backlog;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/outbox",
      description =
          "From a commit to the reader of the topic, and a backlog drained, against a bare"
              + " producer.")
  private static final class Arguments extends Options {
    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "500",
        description = "rows a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
        names = "--seconds",
        paramLabel = "N",
        defaultValue = "20",
        description = "that are measured (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
        names = "--warm-up",
        paramLabel = "SECONDS",
        defaultValue = "20",
        description = "before them (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
        names = "--backlog",
        paramLabel = "N",
        defaultValue = "50000",
        description = "rows of the backlog (default: ${DEFAULT-VALUE})")
    private int backlog;

    @Option(
        names = "--batch",
        paramLabel = "N",
        defaultValue = "500",
        description = "records of a transaction of the bare producer (default: ${DEFAULT-VALUE})")
    private int batch;

    @Override
    public Integer call() throws Exception {
      new OutboxBench(this).run();
      return CommandRunner.WELL;
    }
  }

  private void run() throws Exception {
    try (Servers servers = Servers.start(options);
        Service service = Service.start("badge-service", Schema.BADGE, options, servers, Map.of());
        Reader reader = new Reader(servers, steady + backlog);
        Connection connection = servers.mysql().connection(Schema.BADGE)) {
      double[] millis = steady(connection, reader);
      double drained = drain(connection, reader);
      if (!service.process().isAlive()) {
        throw new IllegalStateException("the service ended");
      }
      double bare =
          new BareProducer(servers.kafka().bootstrapServers()).rate(backlog, options.batch);
      report(millis, drained, bare);
    }
  }

  /** Milliseconds from the commit to the reader, of those after the warm-up. */
  private double[] steady(Connection connection, Reader reader) throws Exception {
    long[] committed = new long[steady];
    long start = System.nanoTime();
    for (int i = 0; i < steady; i++) {
      long due = start + i * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
      }
      Rows.insert(connection, Topics.BADGE_EVENTS, i, 1);
      committed[i] = System.nanoTime();
    }
    achieved =
        (steady - warmUp) * 1e9 / (committed[steady - 1] - committed[Math.max(0, warmUp - 1)]);
    reader.await(steady, TIMEOUT);
    // What is read before the client knows of its commit took no time.
    return IntStream.range(warmUp, steady)
        .mapToDouble(i -> Math.max(0, reader.readAt(i) - committed[i]) / 1e6)
        .toArray();
  }

  /** Messages in a second. */
  private double drain(Connection connection, Reader reader)
      throws SQLException, InterruptedException {
    connection.setAutoCommit(false);
    Rows.insert(connection, Topics.BADGE_EVENTS, steady, backlog);
    connection.commit();
    long start = System.nanoTime();
    reader.await(steady + backlog, TIMEOUT);
    return backlog / ((reader.lastAt() - start) / 1e9);
  }

  private void report(double[] millis, double drained, double bare) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    Table table =
        new Table(
            "events/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "longest ms",
            "drained/s",
            "bare/s",
            "drained ÷ bare");
    table.row(
        "%,.0f".formatted(achieved),
        Quantiles.text(sorted, 0.5),
        Quantiles.text(sorted, 0.95),
        Quantiles.text(sorted, 0.99),
        Quantiles.text(sorted, 1),
        "%,.0f".formatted(drained),
        "%,.0f".formatted(bare),
        "%.2f".formatted(drained / bare));
    new Report("outbox", options)
        .add(
            ("%,d messages, each of a transaction of its own, from the commit to the reader; then"
                    + " %,d at once. Each came once, those of one key in order. Bars: p99 < 250 ms,"
                    + " ≥ 2,000 drained/s.")
                .formatted(millis.length, backlog))
        .add(table)
        .add(
            "distribution",
            Plot.lines(
                "Commit → reader, at %,d messages/s".formatted(rate),
                "ms",
                "% of messages",
                List.of(Plot.distribution("messages", millis))))
        .publish();
  }
}
