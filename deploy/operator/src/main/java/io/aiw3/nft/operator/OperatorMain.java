package io.aiw3.nft.operator;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.history.backfill.BackfillCommand;
import io.aiw3.nft.history.reconcile.ReconcileCommand;
import io.aiw3.nft.operations.ReplayCommand;
import io.aiw3.nft.operations.TimelineCommand;
import picocli.CommandLine.Command;

/** Entry point of the image {@code operator}: the first argument is the command. */
@Command(
    name = "operator",
    mixinStandardHelpOptions = true,
    description = "What operators run in a cluster; operator COMMAND --help lists its options.",
    subcommands = {
      ReplayCommand.class,
      TimelineCommand.class,
      ReconcileCommand.class,
      BackfillCommand.class
    })
public final class OperatorMain {
  /** Exits as the command does; with 2 where there is no such command. */
  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new OperatorMain(), arguments));
  }
}
