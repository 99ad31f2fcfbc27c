package io.aiw3.nft.operations;

/** What the commands' options have in common. */
final class CommandLine {
  private CommandLine() {}

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
