package io.aiw3.nft.history.backfill;

import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.commandline.StoppedException;
import io.aiw3.nft.history.MySqlOptions;
import io.aiw3.nft.history.RunningSuite;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the backfill. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Loads past trades into the topic trades, from a CSV file or from the legacy table.",
      "The same command continues where the last run stopped; trades that are sent again count"
          + " once."
    },
    exitCodeOnExecutionException = BackfillCommand.STOPPED,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every row is in the topic",
      "1:done; the rejected rows are in their file, each with its reason",
      "2:wrong options; nothing was done",
      "3:stopped; the same command continues"
    })
public final class BackfillCommand implements Callable<Integer> {
  static final int STOPPED = 3;

  private static final int SHUTDOWN_SECONDS = 60;

  @Option(names = "--csv", paramLabel = "FILE", description = "a CSV file with a header line")
  private Path csv;

  @Option(
      names = "--separator",
      defaultValue = ",",
      description = "between the fields of the CSV file (default: ${DEFAULT-VALUE})")
  private char separator;

  @Option(
      names = "--table",
      defaultValue = "trades",
      description = "the legacy table, read when --jdbc-url is given (default: ${DEFAULT-VALUE})")
  private String table;

  @ArgGroup(exclusive = false)
  private MySqlOptions database = new MySqlOptions();

  @Option(
      names = "--column",
      paramLabel = "FIELD=COLUMN",
      description =
          "a field's column if not the usual one; fields: id, trade-id, wallet, type,"
              + " price, reverses, time. E.g. --column price=total_price")
  private Map<String, String> named = new HashMap<>();

  @Option(
      names = "--types",
      split = ",",
      description =
          "send only these trade types, and reversals; rows of others are rejected, for example"
              + " because they are misspelt (default: all are sent)")
  private Set<String> types = new HashSet<>();

  @Option(
      names = "--bootstrap-servers",
      description = "Kafka (default: that of the running local suite)")
  private String bootstrapServers;

  @Option(
      names = "--kafka",
      paramLabel = "NAME=VALUE",
      description = "a setting of Kafka's clients, e.g. security.protocol=SSL")
  private Map<String, String> kafka = new HashMap<>();

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description = "settings of Kafka's clients that a command line should not show (TLS, SASL)")
  private Path kafkaConfig;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "keeps how far it is (default: <csv or table>.backfill.json)")
  private Path stateFile;

  @Option(
      names = "--rejected",
      paramLabel = "FILE",
      description = "gets the rejected rows (default: <csv or table>.rejected.csv)")
  private Path rejectedFile;

  @Option(names = "--restart", description = "forget the state and begin with the first row")
  private boolean restart;

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "N",
      description = "at most N rows a second, for the sake of the day's trades (0: no limit)")
  private long rate;

  @Option(names = "--run-file", defaultValue = ".local/run.json", hidden = true)
  private Path runFile;

  @Option(names = "--terminal", hidden = true, description = "the error output is a terminal")
  private boolean terminal;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(CommandRunner.run(new BackfillCommand(), arguments));
  }

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    if ((csv == null) != database.given() || rate < 0) {
      throw new ParameterException(
          spec.commandLine(), "Give either --csv or --jdbc-url, and a --rate of 0 or more");
    }
    RowCheck check = check();
    Map<Field, String> columns = columns();
    Path base = csv == null ? Path.of(table) : csv;
    Path state = stateFile == null ? beside(base, ".backfill.json") : stateFile;
    Path rejected = rejectedFile == null ? beside(base, ".rejected.csv") : rejectedFile;
    Topic topic =
        new Topic(
            bootstrapServers == null ? RunningSuite.kafkaBootstrap(runFile) : bootstrapServers,
            kafkaSettings());
    try (TradeSource source = source(columns)) {
      Map<String, String> identity = new TreeMap<>(source.identity());
      identity.putAll(topic.identity());
      if (restart) {
        Files.deleteIfExists(state);
      }
      try (StateFile file = new StateFile(state, identity)) {
        return run(source, check, topic, file, rejected);
      }
    }
  }

  private int run(
      TradeSource source, RowCheck check, Topic topic, StateFile file, Path rejectedFile)
      throws IOException, SQLException, InterruptedException {
    PrintStream out = System.err;
    StateFile.State earlier = file.read().orElse(null);
    Checkpoint from =
        earlier == null ? new Checkpoint(source.start(), 0, 0, 0) : earlier.checkpoint();
    if (earlier != null) {
      out.printf(Locale.ROOT, "Continuing behind row %,d%n", from.rows());
      source.seek(from.position());
    }
    Producer<byte[], byte[]> producer = topic.producer();
    try (RejectedRows rejectedRows = new RejectedRows(rejectedFile, from.rejectedBytes())) {
      Checkpoint end;
      Progress progress =
          new Progress(out, terminal, from.position().at(), source.end(), source.unit());
      try (progress) {
        end =
            runToTheEndOrSignal(
                new Backfill(
                    source, check, producer, rejectedRows, file, progress, new Pace(rate), from));
      }
      out.printf(
          Locale.ROOT,
          "%,d rows in %.1f s (%,d/s). In all: %,d in the topic, %,d rejected%s%n",
          end.rows() - from.rows(),
          progress.seconds(),
          progress.rate(),
          end.sent(),
          end.rejected(),
          end.rejected() == 0 ? "" : ", see " + rejectedFile);
      return end.rejected() == 0 ? CommandRunner.WELL : CommandRunner.FOUND;
    } finally {
      // After a fault, what is under way is not waited for: it is sent again.
      producer.close(Duration.ZERO);
    }
  }

  /** At SIGTERM and SIGINT what is under way is awaited and noted. */
  private static Checkpoint runToTheEndOrSignal(Backfill backfill)
      throws IOException, SQLException, InterruptedException {
    Thread main = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              backfill.stop();
              try {
                main.join(TimeUnit.SECONDS.toMillis(SHUTDOWN_SECONDS));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    Checkpoint end = backfill.run();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      throw new StoppedException(
          String.format(
              Locale.ROOT,
              "Stopped behind row %,d. The same command continues there.",
              end.rows()));
    }
    return end;
  }

  /** The file's, and over them those of the command line. */
  private Map<String, String> kafkaSettings() throws IOException {
    Map<String, String> settings = new HashMap<>();
    if (kafkaConfig != null) {
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(kafkaConfig, StandardCharsets.UTF_8)) {
        file.load(reader);
      }
      file.stringPropertyNames().forEach(name -> settings.put(name, file.getProperty(name)));
    }
    settings.putAll(kafka);
    return settings;
  }

  private RowCheck check() {
    return new RowCheck(types);
  }

  private Map<Field, String> columns() {
    Map<Field, String> columns = new EnumMap<>(Field.class);
    named.forEach(
        (name, column) -> {
          try {
            columns.put(Field.of(name.toLowerCase(Locale.ROOT).replace('_', '-')), column);
          } catch (IllegalArgumentException e) {
            throw new ParameterException(
                spec.commandLine(), "--column: there is no field " + name, e);
          }
        });
    return columns;
  }

  private TradeSource source(Map<Field, String> columns) throws IOException, SQLException {
    return csv == null
        ? new TableSource(database.connect(), database.place(), table, columns)
        : new CsvSource(csv, separator, columns);
  }

  private static Path beside(Path base, String end) {
    return base.resolveSibling(base.getFileName() + end);
  }
}
