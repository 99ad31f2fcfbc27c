package io.aiw3.nft.operator;

import io.aiw3.nft.history.backfill.BackfillCommand;
import io.aiw3.nft.history.reconcile.ReconcileCommand;
import io.aiw3.nft.operations.ReplayMain;
import io.aiw3.nft.operations.TimelineMain;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Entry point of the image {@code operator}: the first argument is the command. */
public final class OperatorMain {
  static final Map<String, Consumer<String[]>> COMMANDS =
      Map.of(
          "replay", ReplayMain::main,
          "timeline", TimelineMain::main,
          "reconcile", ReconcileCommand::main,
          "backfill", BackfillCommand::main);

  private static final String USAGE =
      """
      usage: operator COMMAND [options]
        replay TOPIC [--send | --drop]   dead letters of a topic: shows, sends back or drops them
        timeline SAGA                    all that the services said of a claim or an upgrade
        reconcile --jdbc-url URL         volumes against the ledger of trades
        backfill --csv FILE | --jdbc-url URL   past trades into the topic
      The options are those of the scripts in deploy/operations and deploy/history.
      """;

  private OperatorMain() {}

  /** Exits as the command does; with 2 where there is no such command. */
  public static void main(String[] arguments) {
    String command = arguments.length == 0 ? "" : arguments[0];
    if (command.equals("--help")) {
      System.out.print(USAGE);
      return;
    }
    Consumer<String[]> main = COMMANDS.get(command);
    if (main == null) {
      System.err.print(USAGE);
      System.exit(2);
      return;
    }
    main.accept(Arrays.copyOfRange(arguments, 1, arguments.length));
  }
}
