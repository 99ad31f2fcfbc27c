package io.aiw3.nft.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aiw3.nft.bench.Machine;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.contract.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Baseline (b): Kafka Streams, exactly once, with a persistent store of the trade ids seen and one
 * of the volumes; no ledger, no database. It reads all that is in the topic.
 */
final class StreamsDrain implements Contestant {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final Servers servers;
  private final int records;
  private final AtomicInteger processed = new AtomicInteger();

  /**
   * @param records how many records the topic holds
   */
  StreamsDrain(Servers servers, int records) {
    this.servers = servers;
    this.records = records;
  }

  @Override
  public String title() {
    return "(b) Kafka Streams, exactly once";
  }

  @Override
  public Outcome run() throws Exception {
    processed.set(0);
    String application = "streams-" + UUID.randomUUID();
    try (Admin admin = servers.kafka().admin()) {
      admin.createTopics(List.of(new NewTopic(application + "-volumes", 6, (short) 1))).all().get();
    }
    Duration cpu = Machine.cpu(ProcessHandle.current().pid());
    Duration broker = Machine.cpu(servers.kafka().child().pid());
    long start = System.nanoTime();
    try (KafkaStreams streams =
        new KafkaStreams(topology(application + "-volumes"), settings(application))) {
      streams.start();
      while (processed.get() < records) {
        if (System.nanoTime() - start > TIMEOUT.toNanos()) {
          throw new IllegalStateException("Streams processed " + processed + " of " + records);
        }
        Thread.sleep(50);
      }
      return Outcome.of(
          records,
          (System.nanoTime() - start) / 1e9,
          Machine.cpu(ProcessHandle.current().pid()).minus(cpu),
          Machine.cpu(servers.kafka().child().pid()).minus(broker));
    }
  }

  private Properties settings(String application) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, servers.kafka().bootstrapServers());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, servers.folder().resolve("streams").toString());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
    return settings;
  }

  private Topology topology(String volumes) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(Topics.TRADES, Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .process((Take.Supplier) () -> new Take(processed))
        .to(volumes, Produced.with(Serdes.String(), Serdes.String()));
    return builder.build();
  }

  /** Drops trades that were seen, adds the others to their wallet's volume. */
  private static final class Take implements Processor<String, byte[], String, String> {
    private static final String SEEN = "seen";
    private static final String VOLUMES = "volumes";

    private final AtomicInteger processed;
    private ProcessorContext<String, String> context;
    private KeyValueStore<String, byte[]> seen;
    private KeyValueStore<String, String> volumes;

    Take(AtomicInteger processed) {
      this.processed = processed;
    }

    @Override
    public void init(ProcessorContext<String, String> context) {
      this.context = context;
      seen = context.getStateStore(SEEN);
      volumes = context.getStateStore(VOLUMES);
    }

    @Override
    public void process(Record<String, byte[]> message) {
      try {
        JsonNode trade = JSON.readTree(message.value());
        if (seen.putIfAbsent(trade.get("tradeId").textValue(), new byte[] {1}) == null) {
          String before = volumes.get(message.key());
          BigDecimal price = new BigDecimal(trade.get("totalUsdPrice").asText());
          String after =
              before == null ? price.toPlainString() : price.add(new BigDecimal(before)).toString();
          volumes.put(message.key(), after);
          context.forward(message.withValue(after));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      processed.incrementAndGet();
    }

    /** With its stores. */
    @FunctionalInterface
    interface Supplier extends ProcessorSupplier<String, byte[], String, String> {
      @Override
      default Set<StoreBuilder<?>> stores() {
        return Set.of(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(SEEN), Serdes.String(), Serdes.ByteArray()),
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(VOLUMES), Serdes.String(), Serdes.String())
                .withCachingEnabled());
      }
    }
  }
}
