package io.aiw3.nft.history.reconcile;

import io.aiw3.nft.commandline.CommandRunner;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the comparison. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Recomputes every user's volume from the ledger of trades and the history of links, and that"
          + " of every wallet that was never linked, and names each that differs. With the other"
          + " schemas it also compares NFTs between minting and the services that follow its"
          + " events, and claims and upgrades with their mints.",
      "The services may be running for the volumes, which are read in one consistent snapshot; what"
          + " is on its way between two services shows as a difference. Writes nothing without"
          + " --mend."
    },
    exitCodeOnExecutionException = 3,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing differs",
      "1:there are differences, or there were and were mended",
      "2:wrong options",
      "3:it could not be done"
    })
public final class ReconcileCommand implements Callable<Integer> {
  private static final String QUALIFICATION = "qualification";
  private static final String MINTING = "minting";
  private static final String UPGRADE = "upgrade";

  @ArgGroup(exclusive = false)
  private MySqlOptions database = new MySqlOptions();

  @Option(
      names = "--minting-url",
      paramLabel = "URL",
      description = "schema of minting-service, for the same user: NFTs are compared")
  private String mintingUrl;

  @Option(
      names = "--upgrade-url",
      paramLabel = "URL",
      description =
          "schema of upgrade-orchestrator: NFTs and sagas are compared; with --minting-url")
  private String upgradeUrl;

  @Option(
      names = "--mend",
      description = {
        "after the database of minting or of qualification went back in time, before the service"
            + " starts, and again when it is level: take over the version of each NFT, and its"
            + " activation, and of each user's snapshot, from the service that knows it"
      })
  private boolean mend;

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
  private BigDecimal ledger = BigDecimal.ZERO;
  private BigDecimal stored = BigDecimal.ZERO;

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new ReconcileCommand(), arguments));
  }

  @Override
  public Integer call() throws SQLException {
    if (mend && database.given() && mintingUrl == null) {
      throw new ParameterException(spec.commandLine(), "--mend needs --minting-url");
    }
    PrintWriter out = spec.commandLine().getOut();
    Printer printer = new Printer(out, limit);
    try (Connection connection = connect(null, QUALIFICATION)) {
      new Volumes(connection).forEach(row -> compare(row, printer));
    }
    long volumes = printer.count();
    Across across = compareAcross(printer);
    printer.end();
    out.printf(
        Locale.ROOT,
        "%,d wallets, %,d users: ledger %s, stored %s, %,d differences%n",
        wallets,
        users,
        ledger.toPlainString(),
        stored.toPlainString(),
        volumes);
    if (across != null) {
      out.printf(
          Locale.ROOT,
          "%,d NFTs, %,d ended sagas, and snapshots: %,d differences, %,d mended%n",
          across.nfts(),
          across.sagas(),
          printer.count() - volumes,
          across.mended());
    }
    out.flush();
    return printer.count() == 0 ? CommandRunner.WELL : CommandRunner.FOUND;
  }

  /** What services tell each other; null where minting's schema is not given. */
  private Across compareAcross(Printer printer) throws SQLException {
    if (database.given() ? mintingUrl == null : !RunningSuite.has(runFile, MINTING)) {
      return null;
    }
    boolean withUpgrade =
        database.given() ? upgradeUrl != null : RunningSuite.has(runFile, UPGRADE);
    try (Connection minting = connect(mintingUrl, MINTING);
        Connection qualification = connect(null, QUALIFICATION);
        Connection upgrade = withUpgrade ? connect(upgradeUrl, UPGRADE) : null) {
      return new Across.Comparison(minting, qualification, upgrade, mend).run(printer::print);
    }
  }

  private Connection connect(String url, String schema) {
    if (!database.given()) {
      return MySqlOptions.connect(RunningSuite.schema(runFile, schema));
    }
    return url == null ? database.connect() : database.connectTo(url);
  }

  private void compare(VolumeRow row, Printer printer) {
    wallets += row.wallet() == null ? 0 : 1;
    users += row.user() == null ? 0 : 1;
    ledger = ledger.add(row.ledger());
    stored = stored.add(row.stored());
    Difference.of(row).ifPresent(difference -> printer.print(difference.toString()));
  }
}
