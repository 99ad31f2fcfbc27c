package io.aiw3.nft.testkit.schema;

import io.aiw3.nft.infrastructure.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * With {@code -Dstatements.release}: records what the service under test sends to MySQL while its
 * tests run, from the server's general log. Only what the service's user prepares is kept; what
 * tests send and what migrates is another user's.
 */
public final class StatementLog {
  private static final Pattern ENTRY =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+Z\\t\\s*(\\d+) (\\w+(?: \\w+)?)\\t(.*)");

  private StatementLog() {}

  public static boolean isOn() {
    return System.getProperty("statements.release") != null;
  }

  /** Lets the server write its log. */
  public static void start(Connection admin, Path log) throws SQLException {
    try (Statement statement = admin.createStatement()) {
      statement.execute("SET GLOBAL general_log_file = '" + log + "'");
      statement.execute("SET GLOBAL general_log = ON");
    }
  }

  /** Adds what is in the log to the released statements of the module under test. */
  public static void keep(Path log) {
    try {
      Set<String> all = new TreeSet<>(prepared(Files.readString(log)));
      if (Files.exists(ReleasedSchema.STATEMENTS)) {
        all.addAll(ReleasedSchema.statements());
      }
      Files.createDirectories(ReleasedSchema.STATEMENTS.getParent());
      Files.write(ReleasedSchema.STATEMENTS, all.stream().map(one -> one + ";").toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> prepared(String log) {
    Set<String> users = new TreeSet<>();
    Arrays.stream(Schema.values()).forEach(schema -> users.add(schema.serviceUser()));
    Map<String, Boolean> services = new HashMap<>();
    Set<String> statements = new TreeSet<>();
    StringBuilder text = null;
    for (String line : (Iterable<String>) log.lines()::iterator) {
      Matcher entry = ENTRY.matcher(line);
      if (!entry.matches()) {
        if (text != null) {
          text.append(' ').append(line);
        }
        continue;
      }
      keep(text, statements);
      text = null;
      String thread = entry.group(1);
      if (entry.group(2).equals("Connect")) {
        services.put(thread, users.contains(entry.group(3).split("@", -1)[0]));
      } else if (entry.group(2).equals("Prepare") && services.getOrDefault(thread, false)) {
        text = new StringBuilder(entry.group(3));
      }
    }
    keep(text, statements);
    return statements;
  }

  private static void keep(StringBuilder text, Set<String> statements) {
    if (text != null) {
      statements.add(normal(text.toString()));
    }
  }

  /** On one line, and the same for any number of rows. */
  static String normal(String sql) {
    String line = sql.replaceAll("\\s+", " ").strip();
    for (List<String> one :
        List.of(
            List.of("((?:ROW)?\\((?:\\?, ?)*\\?\\))(?:, ?\\1)+", "$1"),
            List.of("(?i)\\bIN ?\\(\\?(?:, ?\\?)+\\)", "IN (?)"),
            List.of("(?i)( UNION ALL SELECT \\?(?:, ?\\?)*)\\1+", "$1"))) {
      line = line.replaceAll(one.get(0), one.get(1));
    }
    return line;
  }
}
