package io.aiw3.nft.operations;

import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;

/** What the commands have in common. */
final class CommandLine {
  private CommandLine() {}

  /**
   * Runs a command, and exits with 2 for a wrong command line, with 1 when it found nothing or
   * Kafka did not do it.
   *
   * @param name of its script
   * @param work reads the command line and does it; false for nothing found
   */
  static void run(String name, BooleanSupplier work) {
    try {
      if (!work.getAsBoolean()) {
        System.exit(1);
      }
    } catch (IllegalArgumentException e) {
      System.err.printf("%s; see deploy/operations/%s --help%n", e.getMessage(), name);
      System.exit(2);
    } catch (KafkaException | IllegalStateException | UncheckedIOException e) {
      System.err.println("! " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * The value behind the option at {@code index - 1}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String value(String[] args, int index) {
    if (index >= args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  /**
   * A number from 0.
   *
   * @throws IllegalArgumentException if it is none, or above {@code largest}
   */
  static long number(String text, long largest) {
    if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > largest) {
      throw new IllegalArgumentException(text + " is not a number that fits");
    }
    return Long.parseLong(text);
  }
}
