package io.aiw3.nft.history;

import picocli.CommandLine;

/** How the commands are run, and what their exit codes mean. */
public final class Commands {
  /** All was done and all was well. */
  public static final int WELL = 0;

  /** All was done; there are rejected rows or differences. */
  public static final int FOUND = 1;

  /** The options are wrong; nothing was done. */
  public static final int USAGE = CommandLine.ExitCode.USAGE;

  /** It could not continue. */
  public static final int STOPPED = 3;

  private Commands() {}

  /** Runs a command and returns its exit code; a fault is one line on the error output. */
  public static int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (fault, line, parsed) -> {
              line.getErr().println(line.getColorScheme().errorText(describe(fault)));
              return STOPPED;
            })
        .execute(arguments);
  }

  private static String describe(Exception fault) {
    return fault instanceof StoppedException ? fault.getMessage() : fault.toString();
  }
}
