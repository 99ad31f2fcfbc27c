package io.aiw3.nft.commandline;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How commands are run, and what their exit codes mean. A wrong command line is one sentence on the
 * error output: the command's usage, which picocli would print behind it, hides it.
 */
public final class CommandRunner {
  /** All was done and all was well. */
  public static final int WELL = 0;

  /** All was done; there is something that the caller has to see. */
  public static final int FOUND = 1;

  /** The command line is wrong; nothing was done. */
  public static final int USAGE = CommandLine.ExitCode.USAGE;

  private CommandRunner() {}

  /**
   * Runs a command and returns its exit code; a fault is one line on the error output, and the exit
   * code that the command names for it ({@code exitCodeOnExecutionException}, else 1).
   *
   * @param command annotated for picocli
   */
  public static int run(Object command, String... arguments) {
    return of(command)
        .setExecutionExceptionHandler(
            (fault, line, parsed) -> {
              line.getErr().println(line.getColorScheme().errorText(describe(fault)));
              return line.getCommandSpec().exitCodeOnExecutionException();
            })
        .execute(arguments);
  }

  /** As {@link #run}, for who develops: a fault is shown with its stack trace. */
  public static int runTraced(Object command, String... arguments) {
    return of(command).execute(arguments);
  }

  /** The command, to be parsed or executed. */
  public static CommandLine of(Object command) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A key or a reason that begins with @ is itself, not the name of a file of arguments.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((wrong, arguments) -> refuse(wrong));
  }

  private static int refuse(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    PrintWriter err = line.getErr();
    String name = line.getCommandSpec().qualifiedName();
    err.println(line.getColorScheme().errorText(wrong.getMessage() + "; see " + name + " --help"));
    UnmatchedArgumentException.printSuggestions(wrong, err);
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String describe(Exception fault) {
    return fault instanceof StoppedException ? fault.getMessage() : fault.toString();
  }
}
