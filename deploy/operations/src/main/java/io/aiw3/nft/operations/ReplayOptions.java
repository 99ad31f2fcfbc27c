package io.aiw3.nft.operations;

import io.aiw3.nft.contract.Topics;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * The command line of {@code deploy/operations/replay}.
 *
 * @param topic the source topic, not its dead-letter topic
 * @param brokers where both are
 * @param mode what is done with the letters that are chosen
 * @param offsets only these letters; empty for any
 * @param reason only letters whose reason contains it; null for any
 * @param consumer only letters of this service; null for any
 * @param key only letters of this key; null for any
 * @param limit no more than this many, the oldest first
 */
record ReplayOptions(
    String topic,
    Brokers brokers,
    Mode mode,
    Set<Long> offsets,
    String reason,
    String consumer,
    String key,
    int limit) {

  enum Mode {
    /** Shows them. */
    LIST,
    /** Sends them back. */
    SEND,
    /** Marks them as dealt with. */
    DROP
  }

  boolean chooses(DeadLetter letter) {
    return (offsets.isEmpty() || offsets.contains(letter.offset()))
        && (reason == null || letter.reason().contains(reason))
        && (consumer == null || letter.consumer().equals(consumer))
        && (key == null || key.equals(letter.keyText()));
  }

  /**
   * Reads the command line.
   *
   * @param defaultBootstrap where nothing is said; may be null
   * @throws IllegalArgumentException saying what is wrong
   */
  static ReplayOptions parse(String defaultBootstrap, String... args) {
    String topic = null;
    String bootstrap = defaultBootstrap;
    Path config = null;
    Mode mode = Mode.LIST;
    Set<Long> offsets = new TreeSet<>();
    String reason = null;
    String consumer = null;
    String key = null;
    int limit = Integer.MAX_VALUE;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--send" -> mode = only(mode, Mode.SEND);
        case "--drop" -> mode = only(mode, Mode.DROP);
        case "--bootstrap" -> bootstrap = CommandLine.value(args, ++i);
        case "--config" -> config = Path.of(CommandLine.value(args, ++i));
        case "--offsets" -> offsets.addAll(offsets(CommandLine.value(args, ++i)));
        case "--reason" -> reason = CommandLine.value(args, ++i);
        case "--consumer" -> consumer = CommandLine.value(args, ++i);
        case "--key" -> key = CommandLine.value(args, ++i);
        case "--limit" ->
            limit = (int) CommandLine.number(CommandLine.value(args, ++i), Integer.MAX_VALUE);
        default -> topic = topic(topic, args[i]);
      }
    }
    if (topic == null) {
      throw new IllegalArgumentException("name the source topic");
    }
    return new ReplayOptions(
        topic,
        new Brokers(bootstrap, config),
        mode,
        Set.copyOf(offsets),
        reason,
        consumer,
        key,
        limit);
  }

  private static Mode only(Mode before, Mode mode) {
    if (before != Mode.LIST) {
      throw new IllegalArgumentException("--send and --drop exclude each other");
    }
    return mode;
  }

  private static String topic(String before, String argument) {
    if (argument.startsWith("-") || before != null) {
      throw new IllegalArgumentException("unknown option " + argument);
    }
    if (argument.endsWith(Topics.DEAD_LETTER_SUFFIX)) {
      throw new IllegalArgumentException("name the source topic, without .dlq");
    }
    return argument;
  }

  /** {@code 3,7-9}. */
  private static Set<Long> offsets(String text) {
    Set<Long> offsets = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.split("-", 2);
      long first = CommandLine.number(ends[0], Long.MAX_VALUE - 1);
      long last = ends.length == 1 ? first : CommandLine.number(ends[1], Long.MAX_VALUE - 1);
      if (last < first || last - first > 100_000) {
        throw new IllegalArgumentException(part + " is not a range of at most 100000 offsets");
      }
      for (long offset = first; offset <= last; offset++) {
        offsets.add(offset);
      }
    }
    return offsets;
  }
}
