package io.aiw3.nft.operations;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.commandline.StoppedException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/operations/timeline}. */
@Command(
    name = "timeline",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows every message of a claim or an upgrade, by its id: commands, replies, events and dead"
          + " letters of all services, by time. It only reads.",
      "A line: time, milliseconds since the line before, service, topic-partition-offset, message,"
          + " then attempt, outcome, reason and chain transaction where it has them."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:shown", "1:nothing was found, or Kafka did not answer", "2:wrong options"})
public final class TimelineCommand implements Callable<Integer> {
  private static final int LARGEST_LIMIT = 100_000;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

  @Parameters(paramLabel = "SAGA", description = "the operation's id, as the API gives it")
  private String saga;

  @Option(
      names = "--since",
      paramLabel = "MOMENT",
      defaultValue = "7d",
      description =
          "from then on: 2026-01-01T00:00:00Z, or an age as 90m, 3d, PT1H (default:"
              + " ${DEFAULT-VALUE})")
  private String since;

  @Option(
      names = "--until",
      paramLabel = "MOMENT",
      description = "until then; the page before the one that was shown")
  private String until;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10000",
      description = "no more than N messages, the newest (default: ${DEFAULT-VALUE})")
  private int limit;

  @Option(names = "--json", description = "one JSON object a line")
  private boolean json;

  @Mixin private BrokerOptions brokers;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new TimelineCommand(), arguments));
  }

  @Override
  public Integer call() {
    TimelineOptions options = options(Instant.now());
    try {
      boolean found = new Timeline(options, System.out, System.err).run();
      return found ? CommandRunner.WELL : CommandRunner.FOUND;
    } catch (KafkaException | IllegalStateException | UncheckedIOException e) {
      throw new StoppedException("! " + e.getMessage(), e);
    }
  }

  /**
   * What the command line says.
   *
   * @param now what durations count from
   * @throws ParameterException saying what is wrong
   */
  TimelineOptions options(Instant now) {
    String id = saga.toLowerCase(Locale.ROOT);
    if (!ID.matcher(id).matches()) {
      throw wrong(saga + " is not the id of a claim or an upgrade");
    }
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw wrong("--limit is " + limit + ", but 1 to " + LARGEST_LIMIT + " is possible");
    }
    return new TimelineOptions(
        id,
        brokers.brokers(),
        moment(since, now),
        until == null ? null : moment(until, now),
        limit,
        json);
  }

  /** A moment, or how long ago it was: {@code 90m}, {@code 3d}, {@code PT1H30M}. */
  private Instant moment(String text, Instant now) {
    try {
      Matcher age = AGE.matcher(text);
      if (age.matches()) {
        String unit = age.group(2).equals("d") ? "P%sD" : "PT%s" + age.group(2);
        return now.minus(Duration.parse(unit.formatted(age.group(1))));
      }
      return text.startsWith("P") ? now.minus(Duration.parse(text)) : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new ParameterException(
          spec.commandLine(),
          text + " is neither a moment (2026-01-01T00:00:00Z) nor an age (90m, 3d, PT1H)",
          e);
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
