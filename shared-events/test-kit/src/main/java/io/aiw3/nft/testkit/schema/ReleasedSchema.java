package io.aiw3.nft.testkit.schema;

import io.aiw3.nft.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;

/**
 * Holds the migrated schema of the module under test against the last release: that release must be
 * able to run on it. Kept in {@code src/test/resources/release}: {@code schema.tsv}, what the
 * schema of the release offers and requires, and {@code statements.sql}, the statements that the
 * release sends, as {@link StatementLog} recorded them in its tests. {@code -Dschema.release}
 * rewrites the first, {@code -Dstatements.release} adds to the second.
 */
public final class ReleasedSchema {
  static final Path STATEMENTS = Path.of("src/test/resources/release/statements.sql");

  private static final Path SHAPE = Path.of("src/test/resources/release/schema.tsv");

  /** Not a statement that can be prepared: those of transactions and sessions. */
  private static final int UNSUPPORTED = 1295;

  private static final Pattern INSERT =
      Pattern.compile("(?i)INSERT (?:IGNORE )?INTO `?(\\w+)`? ?\\(([^()]*)\\).*");

  private ReleasedSchema() {}

  /**
   * A sentence for each thing at which the last release fails on the schema that the migrations of
   * this class path make.
   *
   * @param contracted what no release uses any more since the one before the last, as the sentence
   *     names it, for example {@code column usernft.metadata_uri}
   */
  public static List<String> flaws(String... contracted) {
    String database = "released_" + ProcessHandle.current().pid();
    try (Connection connection = TestInfrastructure.adminConnection()) {
      execute(connection, "DROP DATABASE IF EXISTS " + database);
      execute(connection, "CREATE DATABASE " + database);
      connection.setCatalog(database);
      try {
        migrate(connection.getMetaData().getURL(), database);
        return flaws(connection, List.of(contracted));
      } finally {
        execute(connection, "DROP DATABASE " + database);
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void migrate(String url, String database) {
    Flyway.configure()
        .dataSource(
            url.replaceFirst("(//[^/]+/)[^?]*", "$1" + database),
            io.aiw3.nft.infrastructure.MySqlServer.ADMIN_USER,
            io.aiw3.nft.infrastructure.MySqlServer.ADMIN_PASSWORD)
        .locations("db/kit", "db/migration")
        .outOfOrder(true)
        .load()
        .migrate();
  }

  private static List<String> flaws(Connection connection, List<String> contracted)
      throws SQLException, IOException {
    SchemaShape now = SchemaShape.of(connection);
    if (System.getProperty("schema.release") != null) {
      Files.createDirectories(SHAPE.getParent());
      Files.write(SHAPE, now.text());
    }
    List<String> flaws =
        new ArrayList<>(
            SchemaShape.parse(Files.readAllLines(SHAPE)).brokenBy(now).stream()
                .filter(flaw -> contracted.stream().noneMatch(flaw::startsWith))
                .toList());
    List<String> statements = statements();
    if (statements.isEmpty()) {
      flaws.add(STATEMENTS + " has no statements");
    }
    for (String sql : statements) {
      flaws.addAll(flaws(connection, now, sql));
    }
    return flaws;
  }

  static List<String> statements() {
    try {
      return Files.readAllLines(STATEMENTS).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("--"))
          .map(line -> line.replaceFirst(";$", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** MySQL itself resolves every table and column; what an INSERT leaves out must have a value. */
  static List<String> flaws(Connection connection, SchemaShape schema, String sql) {
    try (PreparedStatement text = connection.prepareStatement("SET @released = ?");
        Statement statement = connection.createStatement()) {
      text.setString(1, sql);
      text.execute();
      statement.execute("PREPARE released FROM @released");
      statement.execute("DEALLOCATE PREPARE released");
    } catch (SQLException e) {
      return e.getErrorCode() == UNSUPPORTED ? List.of() : List.of(e.getMessage() + ": " + sql);
    }
    Matcher insert = INSERT.matcher(sql);
    if (!insert.matches()) {
      return List.of();
    }
    List<String> named =
        Arrays.stream(insert.group(2).split(",", -1))
            .map(column -> column.replace("`", "").strip().toLowerCase(Locale.ROOT))
            .toList();
    return schema.required(insert.group(1)).stream()
        .filter(column -> !named.contains(column.toLowerCase(Locale.ROOT)))
        .map(column -> "the column " + column + " has no value: " + sql)
        .toList();
  }
}
