package io.aiw3.nft.bench.flink;

import io.aiw3.nft.commandline.CommandRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trades from Kafka into MySQL by Flink's local cluster: each once by its id, into the ledger, and
 * its wallet's sum into the volumes. Runs until it is stopped.
 */
@Command(
    name = "flink-ingest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trades from Kafka into MySQL by Flink's local cluster.")
public final class FlinkIngest implements Callable<Integer> {
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(256);
  private static final long SUMS_EVERY_MILLIS = 1000;

  @Option(names = "--kafka", required = true, description = "bootstrap servers")
  private String kafka;

  @Option(names = "--topic", required = true, description = "the trades")
  private String topic;

  @Option(names = "--mysql", required = true, description = "JDBC URL with user and password")
  private String mysql;

  @Option(names = "--ledger", required = true, description = "table with the columns of trades")
  private String ledger;

  @Option(names = "--volumes", required = true, description = "table of the wallets' volumes")
  private String volumes;

  @Option(names = "--folder", required = true, description = "for checkpoints and state")
  private Path folder;

  @Option(
      names = "--parallelism",
      defaultValue = "1",
      description = "of each operator (default: ${DEFAULT-VALUE})")
  private int parallelism;

  @Option(
      names = "--state",
      defaultValue = "hashmap",
      description = "rocksdb or hashmap (default: ${DEFAULT-VALUE})")
  private String state;

  @Option(
      names = "--checkpoint-seconds",
      defaultValue = "5",
      description = "between two checkpoints (default: ${DEFAULT-VALUE})")
  private int checkpointSeconds;

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new FlinkIngest(), arguments));
  }

  @Override
  public Integer call() throws Exception {
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings());
    flink.enableCheckpointing(Duration.ofSeconds(checkpointSeconds).toMillis());
    MySqlSinks sinks = new MySqlSinks(mysql);
    SingleOutputStreamOperator<Trade> trades =
        flink
            .fromSource(source(), WatermarkStrategy.noWatermarks(), topic)
            .keyBy(trade -> trade.id)
            .process(new FirstOnly());
    trades.sinkTo(sinks.ledger(ledger));
    trades
        .keyBy(trade -> trade.wallet)
        .process(new Sums(SUMS_EVERY_MILLIS))
        .sinkTo(sinks.volumes(volumes));
    flink.execute("trades");
    return CommandRunner.WELL;
  }

  private KafkaSource<Trade> source() {
    return KafkaSource.<Trade>builder()
        .setBootstrapServers(kafka)
        .setTopics(topic)
        .setGroupId("flink-ingest")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setValueOnlyDeserializer(new TradeDecoder())
        .setProperty("max.poll.records", "5000")
        .build();
  }

  private Configuration settings() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    // Fails where Flink would fall back to Kryo, which is many times slower.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(StateBackendOptions.STATE_BACKEND, state);
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.resolve("checkpoints").toUri() + "");
    settings.set(CoreOptions.TMP_DIRS, folder.toString());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    return settings;
  }
}
