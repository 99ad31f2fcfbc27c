package io.aiw3.nft.operations;

import io.aiw3.nft.commandline.CommandRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Command lines as the scripts pass them on, without their effect. */
final class CommandLines {
  private CommandLines() {}

  static ReplayOptions replay(String... arguments) {
    ReplayCommand command = new ReplayCommand();
    CommandRunner.of(command).parseArgs(arguments);
    return command.options();
  }

  static TimelineOptions timeline(Instant now, String... arguments) {
    TimelineCommand command = new TimelineCommand();
    CommandRunner.of(command).parseArgs(arguments);
    return command.options(now);
  }

  /** What the command prints as the reason why it does nothing. */
  static String refusal(Callable<Integer> command, String... arguments) {
    StringWriter err = new StringWriter();
    int code = CommandRunner.of(command).setErr(new PrintWriter(err, true)).execute(arguments);
    if (code != CommandRunner.USAGE) {
      throw new AssertionError("Exit code " + code);
    }
    return err.toString().strip();
  }
}
