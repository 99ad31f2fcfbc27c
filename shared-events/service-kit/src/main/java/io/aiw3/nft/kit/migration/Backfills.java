package io.aiw3.nft.kit.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Changes of many rows, which run beside the service. Each statement of {@code db/backfill.sql} has
 * a LIMIT and is repeated, a transaction each time, until it changes no row any more. The rows
 * themselves say what is done: a run that was killed is resumed, and a repeated one changes
 * nothing.
 */
final class Backfills {
  static final String FILE = "db/backfill.sql";

  private final String url;
  private final String user;
  private final String password;
  private final PrintStream out;

  Backfills(String url, String user, String password, PrintStream out) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.out = out;
  }

  /** Runs those of this class path, if there are any. */
  void run() {
    try (InputStream file =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
      if (file != null) {
        run(statements(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new BackfillFailedException("Reading " + FILE, e);
    }
  }

  void run(List<String> statements) {
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        out.printf("%,d rows changed by %s%n", repeated(statement, sql), firstLine(sql));
      }
    } catch (SQLException e) {
      throw new BackfillFailedException("A backfill", e);
    }
  }

  private static long repeated(Statement statement, String sql) throws SQLException {
    long rows = 0;
    int changed = statement.executeUpdate(sql);
    while (changed > 0) {
      rows += changed;
      changed = statement.executeUpdate(sql);
    }
    return rows;
  }

  /** Separated by a semicolon at the end of a line; comments have lines of their own. */
  static List<String> statements(String text) {
    return Stream.of(text.replaceAll("(?m)^\\s*--.*$", "").split(";\\s*(\\n|$)", -1))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static String firstLine(String sql) {
    return sql.lines().findFirst().orElse(sql);
  }
}
