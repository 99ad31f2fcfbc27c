package io.aiw3.nft.operations;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.contract.Topics;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/operations/replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows the letters of TOPIC.dlq that were not dealt with yet: offset, time, origin, key,"
            + " service, reason.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:done", "1:Kafka did not do it", "2:wrong options; nothing was done"})
public final class ReplayCommand implements Callable<Integer> {
  private static final int LARGEST_RANGE = 100_000;

  @Parameters(paramLabel = "TOPIC", description = "the source topic, without .dlq")
  private String topic;

  @ArgGroup private ModeOptions mode = new ModeOptions();

  @Option(
      names = "--offsets",
      paramLabel = "3,7-9",
      split = ",",
      description = "only letters at these offsets")
  private List<String> offsets = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "only letters whose reason contains TEXT")
  private String reason;

  @Option(
      names = "--consumer",
      paramLabel = "SERVICE",
      description = "only letters of this service, e.g. /badge-service")
  private String consumer;

  @Option(names = "--key", paramLabel = "KEY", description = "only letters of this record key")
  private String key;

  @Option(names = "--limit", paramLabel = "N", description = "no more than N, the oldest first")
  private int limit = Integer.MAX_VALUE;

  @Mixin private BrokerOptions brokers;

  @Spec private CommandSpec spec;

  private static final class ModeOptions {
    @Option(
        names = "--send",
        description = "send them back to TOPIC as they were, each once, and mark them")
    private boolean send;

    @Option(names = "--drop", description = "mark them without sending: they will never be right")
    private boolean drop;
  }

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new ReplayCommand(), arguments));
  }

  @Override
  public Integer call() {
    ReplayOptions options = options();
    try {
      new Replay(options, System.out).run();
      return CommandRunner.WELL;
    } catch (KafkaException | IllegalStateException | UncheckedIOException e) {
      throw new StoppedException("! " + e.getMessage(), e);
    }
  }

  /**
   * What the command line says.
   *
   * @throws ParameterException saying what is wrong
   */
  ReplayOptions options() {
    if (topic.endsWith(Topics.DEAD_LETTER_SUFFIX)) {
      throw wrong("Name the source topic, without .dlq");
    }
    if (limit < 0) {
      throw wrong("--limit is " + limit + ", but no less than 0 is possible");
    }
    Set<Long> chosen = new TreeSet<>();
    offsets.forEach(part -> addRange(part, chosen));
    return new ReplayOptions(
        topic, brokers.brokers(), mode(), Set.copyOf(chosen), reason, consumer, key, limit);
  }

  private ReplayOptions.Mode mode() {
    if (mode.send) {
      return ReplayOptions.Mode.SEND;
    }
    return mode.drop ? ReplayOptions.Mode.DROP : ReplayOptions.Mode.LIST;
  }

  /** {@code 3} or {@code 7-9}. */
  private void addRange(String part, Set<Long> chosen) {
    if (!part.matches("[0-9]{1,18}(-[0-9]{1,18})?")) {
      throw wrong(part + " is neither an offset nor a range of them");
    }
    String[] ends = part.split("-", 2);
    long first = Long.parseLong(ends[0]);
    long last = Long.parseLong(ends[ends.length - 1]);
    if (last < first || last - first > LARGEST_RANGE) {
      throw wrong(part + " is not a range of at most 100000 offsets");
    }
    for (long offset = first; offset <= last; offset++) {
      chosen.add(offset);
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
