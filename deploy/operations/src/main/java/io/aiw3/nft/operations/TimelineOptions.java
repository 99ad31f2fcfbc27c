package io.aiw3.nft.operations;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command line of {@code deploy/operations/timeline}.
 *
 * @param sagaId the operation's id, as the API gives it
 * @param brokers where its messages are
 * @param since records of the brokers' time before it are not read
 * @param until messages of a later time are not shown; null: all are
 * @param limit no more than this many messages, the newest
 * @param json one JSON object a line instead of text
 */
record TimelineOptions(
    String sagaId, Brokers brokers, Instant since, Instant until, int limit, boolean json) {
  private static final Duration DEFAULT_AGE = Duration.ofDays(7);
  private static final int DEFAULT_LIMIT = 10_000;
  private static final int LARGEST_LIMIT = 100_000;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern AGE = Pattern.compile("([0-9]{1,6})([smhd])");

  /**
   * Reads the command line.
   *
   * @param defaultBootstrap where nothing is said; may be null
   * @param now what durations count from
   * @throws IllegalArgumentException saying what is wrong
   */
  static TimelineOptions parse(String defaultBootstrap, Instant now, String... args) {
    String sagaId = null;
    String bootstrap = defaultBootstrap;
    Path config = null;
    Instant since = now.minus(DEFAULT_AGE);
    Instant until = null;
    int limit = DEFAULT_LIMIT;
    boolean json = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--bootstrap" -> bootstrap = CommandLine.value(args, ++i);
        case "--config" -> config = Path.of(CommandLine.value(args, ++i));
        case "--since" -> since = moment(CommandLine.value(args, ++i), now);
        case "--until" -> until = moment(CommandLine.value(args, ++i), now);
        case "--limit" -> limit = limit(CommandLine.value(args, ++i));
        case "--json" -> json = true;
        default -> sagaId = sagaId(sagaId, args[i]);
      }
    }
    if (sagaId == null) {
      throw new IllegalArgumentException("name the saga by its id");
    }
    return new TimelineOptions(sagaId, new Brokers(bootstrap, config), since, until, limit, json);
  }

  private static String sagaId(String before, String argument) {
    if (argument.startsWith("-") || before != null) {
      throw new IllegalArgumentException("unknown option " + argument);
    }
    String id = argument.toLowerCase(Locale.ROOT);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(argument + " is not the id of a claim or an upgrade");
    }
    return id;
  }

  private static int limit(String text) {
    int limit = (int) CommandLine.number(text, LARGEST_LIMIT);
    if (limit == 0) {
      throw new IllegalArgumentException("0 is not a number that fits");
    }
    return limit;
  }

  /** A moment, or how long ago it was: {@code 90m}, {@code 3d}, {@code PT1H30M}. */
  private static Instant moment(String text, Instant now) {
    try {
      Matcher age = AGE.matcher(text);
      if (age.matches()) {
        String unit = age.group(2).equals("d") ? "P%sD" : "PT%s" + age.group(2);
        return now.minus(Duration.parse(unit.formatted(age.group(1))));
      }
      return text.startsWith("P") ? now.minus(Duration.parse(text)) : Instant.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          text + " is neither a moment (2026-01-01T00:00:00Z) nor an age (90m, 3d, PT1H)", e);
    }
  }
}
