package io.aiw3.nft.bench.storage;

import io.aiw3.nft.bench.Options;
import io.aiw3.nft.bench.Report;
import io.aiw3.nft.bench.Servers;
import io.aiw3.nft.bench.Table;
import io.aiw3.nft.commandline.CommandRunner;
import io.aiw3.nft.infrastructure.MySqlServer;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SuiteService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Fills every table that grows with rows as long as in production and measures what InnoDB stores
 * of them up, indexes included. The rows come in the order of their keys where production's do, and
 * at random where a UUID is the key, so pages are as full as there.
 */
public final class StorageBench {
  private StorageBench() {}

  public static void main(String[] arguments) {
    System.exit(CommandRunner.runTraced(new Arguments(), arguments));
  }

  @Command(
      name = "deploy/bench/storage",
      description = "Bytes per row of every table that grows, in MySQL as the migrations make it.")
  private static final class Arguments extends Options {
    @Option(
        names = "--rows",
        paramLabel = "N",
        defaultValue = "200000",
        description = "rows of each table (default: ${DEFAULT-VALUE})")
    private int rows;

    @Override
    public Integer call() throws Exception {
      Table table = new Table("table", "bytes a row", "of them indexes");
      try (Servers servers = Servers.start(this)) {
        for (SuiteService service : SuiteService.all()) {
          migrate(root(), servers.mysql(), service.schema(), service.name());
        }
        for (GrowingTable growing : GrowingTable.all()) {
          try (Connection connection = servers.mysql().connection(growing.schema())) {
            long[] bytes = measure(connection, growing, rows);
            table.row(
                growing.schema().user() + "." + growing.plainName(),
                perRow(bytes[0] + bytes[1], rows),
                perRow(bytes[1], rows));
          }
        }
      }
      new Report("storage", this)
          .add("%,d rows each; MySQL 8.0, InnoDB, pages of 16 KiB.".formatted(rows))
          .add(table)
          .publish();
      return CommandRunner.WELL;
    }
  }

  private static void migrate(Path root, MySqlServer mysql, Schema schema, String module) {
    Flyway.configure()
        .dataSource(mysql.jdbcUrl(schema), schema.user(), schema.password())
        .locations(
            "filesystem:" + root.resolve("shared-events/service-kit/src/main/resources/db/kit"),
            "filesystem:" + root.resolve(module + "/src/main/resources/db/migration"))
        .outOfOrder(true)
        .load()
        .migrate();
  }

  /** Bytes of the rows, bytes of the further indexes. */
  private static long[] measure(Connection connection, GrowingTable table, int rows)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION cte_max_recursion_depth = " + rows);
      statement.execute("SET SESSION foreign_key_checks = 0");
      statement.execute("SET SESSION information_schema_stats_expiry = 0");
      statement.execute(
          "INSERT INTO %s (%s) WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %d) SELECT %s FROM numbers"
              .formatted(table.name(), table.columns(), rows, table.values()));
      statement.execute("ANALYZE TABLE " + table.name());
      try (ResultSet found =
          statement.executeQuery(
              "SELECT data_length, index_length FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '%s'"
                  .formatted(table.plainName()))) {
        found.next();
        return new long[] {found.getLong(1), found.getLong(2)};
      }
    }
  }

  private static String perRow(long bytes, int rows) {
    return String.format(Locale.ROOT, "%,d", Math.round((double) bytes / rows));
  }
}
