package io.aiw3.nft.testkit.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a schema offers to those who read and write it, and what it requires of them.
 *
 * @param lines kind and name, to what it is: as a released shape is kept in a file
 */
record SchemaShape(Map<String, String> lines) {
  private static final String NO_DEFAULT = "not null, no default";

  private static final List<String> QUERIES =
      List.of(
          """
          SELECT CONCAT(IF(t.TABLE_TYPE = 'VIEW', 'view ', 'column '), c.TABLE_NAME, '.', c.COLUMN_NAME),
            IF(t.TABLE_TYPE = 'VIEW', '', CONCAT(c.COLUMN_TYPE, ' ', CASE
              WHEN c.IS_NULLABLE = 'YES' THEN 'null'
              WHEN c.COLUMN_DEFAULT IS NOT NULL OR c.EXTRA LIKE '%GENERATED%' OR c.EXTRA LIKE '%auto_increment%'
                THEN 'not null, default' ELSE 'not null, no default' END))
          FROM information_schema.COLUMNS c
          JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
          WHERE c.TABLE_SCHEMA = DATABASE() AND c.TABLE_NAME <> 'flyway_schema_history'
          """,
          """
          SELECT CONCAT('unique ', TABLE_NAME, ' (', GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX SEPARATOR ', '), ')'), ''
          FROM information_schema.STATISTICS
          WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0 AND TABLE_NAME <> 'flyway_schema_history'
          GROUP BY TABLE_NAME, INDEX_NAME
          """,
          """
          SELECT CONCAT('check ', t.TABLE_NAME, ' ', REPLACE(c.CHECK_CLAUSE, '\\n', ' ')), ''
          FROM information_schema.CHECK_CONSTRAINTS c
          JOIN information_schema.TABLE_CONSTRAINTS t USING (CONSTRAINT_SCHEMA, CONSTRAINT_NAME)
          WHERE c.CONSTRAINT_SCHEMA = DATABASE()
          """,
          """
          SELECT CONCAT('foreign ', TABLE_NAME, ' (', GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION SEPARATOR ', '), ') ',
            REFERENCED_TABLE_NAME), ''
          FROM information_schema.KEY_COLUMN_USAGE
          WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL
          GROUP BY TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME
          """);

  /** That of the connection's schema. */
  static SchemaShape of(Connection connection) throws SQLException {
    Map<String, String> lines = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      for (String query : QUERIES) {
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            lines.put(rows.getString(1), rows.getString(2));
          }
        }
      }
    }
    return new SchemaShape(lines);
  }

  static SchemaShape parse(List<String> text) {
    Map<String, String> lines = new TreeMap<>();
    for (String line : text) {
      String[] parts = line.split("\t", -1);
      lines.put(parts[0], parts[1]);
    }
    return new SchemaShape(lines);
  }

  List<String> text() {
    return lines.entrySet().stream().map(one -> one.getKey() + "\t" + one.getValue()).toList();
  }

  /** Columns of a table that an INSERT must name. */
  List<String> required(String table) {
    String prefix = "column " + table + ".";
    return lines.entrySet().stream()
        .filter(one -> one.getKey().startsWith(prefix) && one.getValue().endsWith(NO_DEFAULT))
        .map(one -> one.getKey().substring(prefix.length()))
        .toList();
  }

  /** A sentence for each thing that a release which fits {@code this} would miss or fail at. */
  List<String> brokenBy(SchemaShape next) {
    List<String> flaws = new ArrayList<>();
    lines.forEach(
        (name, before) -> {
          String after = next.lines.get(name);
          if (isOffered(name) && after == null) {
            flaws.add(name + " was removed");
          } else if (isOffered(name)) {
            ColumnChange.flaw(before, after).ifPresent(flaw -> flaws.add(name + flaw));
          }
        });
    next.lines.forEach(
        (name, after) -> {
          if (lines.containsKey(name) || !isTableOfThis(name)) {
            return;
          }
          if (!isOffered(name)) {
            flaws.add(name + " is required now");
          } else if (after.endsWith(NO_DEFAULT)) {
            flaws.add(name + " is new, and neither NULL nor has it a default");
          }
        });
    return flaws;
  }

  private static boolean isOffered(String name) {
    return name.startsWith("column ") || name.startsWith("view ");
  }

  private boolean isTableOfThis(String name) {
    String table = name.split("[ .]", -1)[1];
    return lines.keySet().stream().anyMatch(one -> one.startsWith("column " + table + "."));
  }
}
