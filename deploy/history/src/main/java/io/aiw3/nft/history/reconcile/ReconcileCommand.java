package io.aiw3.nft.history.reconcile;

import io.aiw3.nft.history.Commands;
import io.aiw3.nft.history.MySqlOptions;
import io.aiw3.nft.history.RunningSuite;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the comparison. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Recomputes every user's volume from the ledger of trades and the history of links, and that"
          + " of every wallet that was never linked, and names each that differs.",
      "Reads one consistent snapshot of the qualification schema and writes nothing; the service"
          + " may be running."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every volume is what the ledger gives",
      "1:there are differences",
      "2:wrong options",
      "3:it could not be done"
    })
public final class ReconcileCommand implements Callable<Integer> {
  @ArgGroup(exclusive = false)
  private MySqlOptions database = new MySqlOptions();

  @Option(
      names = "--limit",
      defaultValue = "1000",
      paramLabel = "N",
      description = "print at most N differences; all are counted (default: ${DEFAULT-VALUE})")
  private long limit;

  @Option(names = "--run-file", defaultValue = ".local/run.json", hidden = true)
  private Path runFile;

  @Spec private CommandSpec spec;

  private long wallets;
  private long users;
  private long differences;
  private BigDecimal ledger = BigDecimal.ZERO;
  private BigDecimal stored = BigDecimal.ZERO;

  public static void main(String[] arguments) {
    System.exit(Commands.run(new ReconcileCommand(), arguments));
  }

  @Override
  public Integer call() throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    try (Connection connection =
        database.given()
            ? database.connect()
            : MySqlOptions.connect(RunningSuite.qualification(runFile))) {
      new Volumes(connection).forEach(row -> compare(row, out));
    }
    if (differences > limit) {
      out.printf(Locale.ROOT, "… and %,d more%n", differences - limit);
    }
    out.printf(
        Locale.ROOT,
        "%,d wallets, %,d users: ledger %s, stored %s, %,d differences%n",
        wallets,
        users,
        ledger.toPlainString(),
        stored.toPlainString(),
        differences);
    out.flush();
    return differences == 0 ? Commands.WELL : Commands.FOUND;
  }

  private void compare(VolumeRow row, PrintWriter out) {
    wallets += row.wallet() == null ? 0 : 1;
    users += row.user() == null ? 0 : 1;
    ledger = ledger.add(row.ledger());
    stored = stored.add(row.stored());
    Difference.of(row)
        .ifPresent(
            difference -> {
              differences++;
              if (differences <= limit) {
                out.println(difference);
              }
            });
  }
}
