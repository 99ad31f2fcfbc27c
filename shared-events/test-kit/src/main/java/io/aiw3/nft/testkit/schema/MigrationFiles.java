package io.aiw3.nft.testkit.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules that a migration's text must keep: it is one statement, or each of its statements can
 * be run again; it does not change rows by the table. What is not recognized is refused.
 */
public final class MigrationFiles {
  private static final Pattern BACKFILL =
      Pattern.compile("(UPDATE|DELETE)\\b.*\\bLIMIT [1-9]\\d{0,3}");

  /** Nothing of these lasts. */
  private static final Pattern OF_THE_SESSION =
      Pattern.compile("(SET SESSION |PREPARE |EXECUTE |DEALLOCATE |DO |SELECT ).*");

  private static final Pattern REPEATABLE =
      Pattern.compile(
          "CREATE TABLE IF NOT EXISTS .*|CREATE OR REPLACE .*VIEW .*|DROP (TABLE|VIEW) IF EXISTS .*"
              // A statement that is chosen by what is there already.
              + "|SET @\\w+ = .*\\bINFORMATION_SCHEMA\\..*"
              + "|INSERT IGNORE .*|INSERT .* ON DUPLICATE KEY UPDATE .*");

  /** By the table, and so in one long transaction. */
  private static final Pattern OF_MANY_ROWS =
      Pattern.compile("(UPDATE|DELETE) .*|(INSERT|REPLACE) .*\\bSELECT\\b.*");

  private static final Pattern ALTERATION = Pattern.compile("ALTER TABLE \\S+ (.*)");

  private MigrationFiles() {}

  /**
   * A sentence for each migration of the folder that breaks a rule.
   *
   * @param exempt older files that break one, each with the reason why that is accepted; a file
   *     that breaks none cannot be named, so the list only becomes shorter
   */
  public static List<String> flaws(Path folder, Map<String, String> exempt) {
    Map<String, String> named = new TreeMap<>(exempt);
    List<String> flaws = new ArrayList<>();
    for (Path file : versioned(folder)) {
      String name = file.getFileName().toString();
      List<String> found = flaws(text(file));
      if (named.remove(name) == null) {
        found.forEach(flaw -> flaws.add(name + ": " + flaw));
      } else if (found.isEmpty()) {
        flaws.add(name + " is exempt and breaks no rule: remove it from the list");
      }
    }
    named.keySet().forEach(name -> flaws.add(name + " is exempt and is not there"));
    Path backfills = folder.resolveSibling("backfill.sql");
    if (Files.exists(backfills)) {
      statements(text(backfills)).stream()
          .filter(statement -> !BACKFILL.matcher(statement).matches())
          .forEach(statement -> flaws.add("not UPDATE or DELETE with a LIMIT: " + statement));
    }
    return flaws;
  }

  static List<String> flaws(String text) {
    List<String> lasting =
        statements(text).stream().filter(one -> !OF_THE_SESSION.matcher(one).matches()).toList();
    List<String> flaws = new ArrayList<>();
    for (String statement : lasting) {
      if (OF_MANY_ROWS.matcher(statement).matches()) {
        flaws.add("changes rows by the table, which db/backfill.sql is for: " + statement);
      } else if (lasting.size() > 1 && !isRepeatable(statement)) {
        flaws.add("cannot be run again after a kill: " + statement);
      }
    }
    return flaws;
  }

  private static boolean isRepeatable(String statement) {
    Matcher alteration = ALTERATION.matcher(statement);
    return alteration.matches()
        ? parts(alteration.group(1)).stream().allMatch(part -> part.startsWith("MODIFY "))
        : REPEATABLE.matcher(statement).matches();
  }

  /** What an ALTER TABLE does, separated by commas outside of brackets. */
  private static List<String> parts(String alteration) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < alteration.length(); i++) {
      char c = alteration.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(alteration.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(alteration.substring(start).strip());
    return parts;
  }

  /** In capitals and on one line each, without comments. A semicolon ends one at a line's end. */
  static List<String> statements(String text) {
    return Stream.of(text.replaceAll("(?m)--.*$", "").split(";[ \\t]*(\\n|$)", -1))
        .map(statement -> statement.replaceAll("COMMENT '([^']|'')*'", "COMMENT ''"))
        .map(statement -> statement.replaceAll("\\s+", " ").strip().toUpperCase(Locale.ROOT))
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private static List<Path> versioned(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("V")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
