package io.aiw3.nft.bench.live;

import io.aiw3.nft.bench.Jvm;
import io.aiw3.nft.bench.Machine;
import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Plot;
import io.aiw3.nft.bench.Quantiles;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Service;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Clients of one replica, each a WebSocket of another user: what each of them costs, and how long
 * it takes from an NFT's event on the topic to its arrival at the client, the events of all of them
 * being published at once and, in a second row, at a steady rate.
 */
public final class LiveBench {
  private static final String MINT = "9WzDXwBbmkg8ZTbNMqUxvQRAyrZzDsGYdLVL9zYtAWWM";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int FIRST_USER = 1_000_000;

  private final Arguments options;
  private final int clients;
  private final int rate;
  private final HttpClient http = HttpClient.newHttpClient();
  private int level;

  private LiveBench(Arguments options) {
    this.options = options;
    this.clients = options.clients;
    this.rate = options.rate;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/live",
      description = "WebSockets of one replica, each notified of an event of its own.")
  private static final class Arguments extends Options {
    @Option(
        names = "--clients",
        paramLabel = "N",
        defaultValue = "2000",
        description = "WebSockets (default: ${DEFAULT-VALUE})")
    private int clients;

    @Option(
        names = "--rate",
        paramLabel = "N",
        defaultValue = "200",
        description = "events a second (default: ${DEFAULT-VALUE})")
    private int rate;

    @Option(
        names = "--warm-ups",
        paramLabel = "N",
        defaultValue = "3",
        description = "bursts before the measured one (default: ${DEFAULT-VALUE})")
    private int warmUps;

    @Override
    public Integer call() throws Exception {
      new LiveBench(this).run();
      return CommandRunner.WELL;
    }
  }

  private void run() throws Exception {
    try (Servers servers = Servers.start(options);
        Service service =
            Service.start("upgrade-orchestrator", Schema.UPGRADE, options, servers, Map.of());
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", servers.kafka().bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new StringSerializer())) {
      URI events = URI.create(service.url().replace("http:", "ws:") + "/api/v1/nft/events");
      Jvm jvm = new Jvm(service.process().pid(), service.url());
      // The first half warms up what every client needs once: classes, pools, compiled code.
      List<Client> all = new ArrayList<>(connect(events, 0, clients / 2));
      long heapBefore = jvm.heapAfterCollection();
      long residentBefore = Machine.resident(jvm.pid());
      all.addAll(connect(events, clients / 2, clients));
      int measured = clients - clients / 2;
      double heapKib = (jvm.heapAfterCollection() - heapBefore) / 1024.0 / measured;
      double residentKib = (Machine.resident(jvm.pid()) - residentBefore) / 1024.0 / measured;
      Table table = new Table("events", "p50 ms", "p95 ms", "p99 ms", "longest ms");
      for (int i = 0; i < options.warmUps; i++) {
        publish(producer, all, 0);
      }
      double[] burst = publish(producer, all, 0);
      double[] steady = publish(producer, all, rate);
      Quantiles.row(table, "all at once", burst);
      Quantiles.row(table, "%,d/s".formatted(rate), steady);
      report(table, heapKib, residentKib, burst, steady);
      all.forEach(Client::close);
    }
  }

  private List<Client> connect(URI events, int from, int to) throws InterruptedException {
    List<Client> opened = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      opened.add(Client.open(http, events, FIRST_USER + i));
    }
    for (Client client : opened) {
      client.await(1, TIMEOUT); // the snapshot
    }
    return opened;
  }

  /**
   * Publishes one event for each client.
   *
   * @param perSecond 0: all at once
   * @return milliseconds from sending the event to the topic to the client's reception, ascending
   */
  private double[] publish(KafkaProducer<String, String> producer, List<Client> all, int perSecond)
      throws Exception {
    level = level % 2 + 1; // what changes nothing is not published
    long[] sent = new long[all.size()];
    int[] before = all.stream().mapToInt(Client::received).toArray();
    long start = System.nanoTime();
    for (int i = 0; i < all.size(); i++) {
      if (perSecond > 0) {
        long due = start + i * 1_000_000_000L / perSecond;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      }
      NftEvent event =
          new NftEvent.Claimed(
              Instant.now(),
              new NftEvent.Claimed.Data(
                  new UserId(FIRST_USER + i), level, "tier", MINT, "signature"));
      sent[i] = System.nanoTime();
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.NFT_EVENTS, event.key(), ContractJson.mapper().writeValueAsString(event)));
    }
    double[] millis = new double[all.size()];
    for (int i = 0; i < millis.length; i++) {
      Client client = all.get(i);
      client.await(before[i] + 1, TIMEOUT);
      millis[i] = (client.lastAt() - sent[i]) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  private void report(
      Table table, double heapKib, double residentKib, double[] burst, double[] steady) {
    new Report("live", options)
        .add(
            ("%,d clients of one replica, each notified of one event, which it gets once. From the"
                 + " event on the topic to the client. Bar: p99 < 500 ms. Each client of the second"
                 + " half took %.1f KiB of the service's heap and %.1f KiB of its resident memory.")
                .formatted(clients, heapKib, residentKib))
        .add(table)
        .add(
            "distribution",
            Plot.lines(
                "Event → client, %,d clients".formatted(clients),
                "ms",
                "% of clients",
                List.of(
                    Plot.distribution("all at once", burst),
                    Plot.distribution("%,d/s".formatted(rate), steady))))
        .publish();
  }
}
