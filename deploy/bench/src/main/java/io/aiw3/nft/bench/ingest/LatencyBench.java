package io.aiw3.nft.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From a trade, at its place in a steady stream, to the snapshot that shows it. One trade in five
 * moves its user by several percent; those are measured. No user trades twice within the interval
 * between snapshots, so each of them requires a snapshot of its own; one that gets none is covered
 * by the next of its user.
 */
public final class LatencyBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WALLETS = 5_000;
  private static final BigDecimal LARGE = new BigDecimal("2500.0000000001");
  private static final BigDecimal SMALL = new BigDecimal("0.0000000001");

  /**
   * One wallet in so many trades large; the trades of the others change nothing that is published.
   */
  private static final int LARGE_EVERY = 5;

  private static final long SEED = 11;

  private final Arguments options;
  private final int rate;
  private final int warmUp;
  private final int count;
  private final long[] sent;
  private final AtomicLongArray read;

  private LatencyBench(Arguments options) {
    this.options = options;
    this.rate = options.rate;
    this.warmUp = rate * options.warmUp;
    this.count = warmUp + rate * options.seconds;
    this.sent = new long[count];
    this.read = new AtomicLongArray(count);
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/latency",
      description = "From a trade to the snapshot that shows it.")
  private static final class Arguments extends Options {
    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "1000",
        description = "trades a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
        names = "--seconds",
        paramLabel = "N",
        defaultValue = "30",
        description = "that are measured (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
        names = "--warm-up",
        paramLabel = "SECONDS",
        defaultValue = "20",
        description = "before them (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Override
    public Integer call() throws Exception {
      new LatencyBench(this).run();
      return CommandRunner.WELL;
    }
  }

  private void run() throws Exception {
    String[] wallets = Workload.wallets(WALLETS, SEED);
    try (Servers servers = Servers.start(options);
        Service service =
            Service.start(
                "qualification-service", Schema.QUALIFICATION, options, servers, Map.of());
        Database database = new Database(servers)) {
      database.link(wallets);
      Thread reader = new Thread(() -> read(servers), "reader");
      reader.setDaemon(true);
      reader.start();
      produce(servers, wallets);
      reader.join(Duration.ofSeconds(60).toMillis());
      if (reader.isAlive() || !service.process().isAlive()) {
        throw new IllegalStateException("not every trade was published in a snapshot");
      }
    }
    report();
  }

  /** Trade n is of wallet n mod {@link #WALLETS}: its volume identifies it. */
  private void produce(Servers servers, String[] wallets) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = start + i * 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
        sent[i] = due;
        String wallet = wallets[i % WALLETS];
        BigDecimal price = i % LARGE_EVERY == 0 ? LARGE : SMALL;
        Future<?> unused =
            producer.send(
                new ProducerRecord<>(
                    Topics.TRADES,
                    wallet.getBytes(StandardCharsets.US_ASCII),
                    ("{\"tradeId\":\"%s\",\"walletAddress\":\"%s\",\"tradeType\":\"perpetual\","
                            + "\"totalUsdPrice\":%s,\"executedAt\":\"2026-01-01T00:00:00Z\"}")
                        .formatted(UUID.randomUUID(), wallet, price.toPlainString())
                        .getBytes(StandardCharsets.US_ASCII)));
      }
    }
  }

  private void read(Servers servers) {
    try (KafkaConsumer<byte[], byte[]> consumer = servers.reader(Topics.QUALIFICATION_EVENTS)) {
      int seen = 0;
      while (seen < count / LARGE_EVERY) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
          long now = System.nanoTime();
          JsonNode data = JSON.readTree(message.value()).get("data");
          int wallet = Integer.parseInt(data.get("userId").asText()) - Database.FIRST_USER;
          int trades =
              new BigDecimal(data.get("tradingVolume").asText())
                  .divideToIntegralValue(LARGE)
                  .intValueExact();
          for (int i = wallet; i < Math.min(count, wallet + trades * WALLETS); i += WALLETS) {
            seen += read.compareAndSet(i, 0, now) ? 1 : 0;
          }
        }
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void report() {
    double[] millis =
        IntStream.range(warmUp, count)
            .filter(i -> i % LARGE_EVERY == 0)
            .mapToDouble(i -> (read.get(i) - sent[i]) / 1e6)
            .toArray();
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    Table table = new Table("trades/s", "p50 ms", "p95 ms", "p99 ms", "longest ms");
    Quantiles.row(table, "%,d".formatted(rate), sorted);
    new Report("latency", options)
        .add(
            "%,d trades with a snapshot, of five times as many. Bar: p99 < 250 ms."
                .formatted(millis.length))
        .add(table)
        .add(
            "distribution",
            Plot.lines(
                "Trade produced → snapshot read, at %,d trades/s".formatted(rate),
                "ms",
                "% of trades",
                List.of(Plot.distribution("trades", millis))))
        .publish();
  }
}
