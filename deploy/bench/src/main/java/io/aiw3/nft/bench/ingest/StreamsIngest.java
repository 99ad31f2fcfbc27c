package io.aiw3.nft.bench.ingest;

import io.aiw3.nft.commandline.CommandRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Baseline (b): Kafka Streams, exactly once, with a persistent store of the trade ids seen and one
 * of the volumes; the volumes go through a topic into MySQL. No ledger. Runs until it is stopped.
 */
@Command(
    name = "streams-ingest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Volumes of trades from Kafka into MySQL by Kafka Streams.")
public final class StreamsIngest implements Callable<Integer> {
  private static final String APPLICATION = "streams-ingest";
  private static final String SUMS = APPLICATION + "-volumes";
  private static final int PARTITIONS = 6;

  @Option(names = "--kafka", required = true, description = "bootstrap servers")
  private String kafka;

  @Option(names = "--topic", required = true, description = "the trades")
  private String topic;

  @Option(names = "--mysql", required = true, description = "JDBC URL with user and password")
  private String mysql;

  @Option(names = "--volumes", required = true, description = "table of the wallets' volumes")
  private String volumes;

  @Option(names = "--folder", required = true, description = "for the state")
  private Path folder;

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new StreamsIngest(), arguments));
  }

  @Override
  public Integer call() throws Exception {
    try (Admin admin = Admin.create(properties(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG))) {
      admin.createTopics(List.of(new NewTopic(SUMS, PARTITIONS, (short) 1))).all().get();
    }
    try (KafkaStreams streams = new KafkaStreams(topology(), settings());
        VolumeWriter writer = new VolumeWriter(kafka, SUMS, mysql, volumes)) {
      streams.start();
      while (streams.state() != KafkaStreams.State.ERROR) {
        writer.write();
      }
      throw new IllegalStateException("Streams has ended");
    }
  }

  private Properties properties(String bootstrap) {
    Properties properties = new Properties();
    properties.put(bootstrap, kafka);
    return properties;
  }

  private Properties settings() {
    Properties settings = properties(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
    return settings;
  }

  private Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(topic, Consumed.with(Serdes.String(), Serdes.ByteArray()))
        .process((StreamsSums.Supplier) StreamsSums::new)
        .to(SUMS, Produced.with(Serdes.String(), Serdes.String()));
    return builder.build();
  }
}
