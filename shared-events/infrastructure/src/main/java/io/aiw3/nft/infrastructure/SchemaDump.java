package io.aiw3.nft.infrastructure;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All rows of a service's schema at one moment, as a backup holds them, to be put back later: the
 * database then has gone back in time. In memory: for tests and for runs of some 100,000 rows.
 */
public final class SchemaDump {
  private static final int ROWS_AT_ONCE = 200;

  private static final String COLUMNS =
      "SELECT TABLE_NAME, GROUP_CONCAT(CONCAT('`', COLUMN_NAME, '`') ORDER BY ORDINAL_POSITION)"
          + " FROM information_schema.COLUMNS JOIN information_schema.TABLES"
          + " USING (TABLE_SCHEMA, TABLE_NAME) WHERE TABLE_SCHEMA = DATABASE()"
          + " AND TABLE_TYPE = 'BASE TABLE' AND GENERATION_EXPRESSION = ''"
          + " AND TABLE_NAME <> 'flyway_schema_history' GROUP BY TABLE_NAME";

  /** An id that was given after the dump is given again after it was put back. */
  private static final String NEXT_IDS =
      "SELECT TABLE_NAME, AUTO_INCREMENT FROM information_schema.TABLES"
          + " WHERE TABLE_SCHEMA = DATABASE() AND AUTO_INCREMENT IS NOT NULL";

  private final Map<String, List<Object[]>> rows = new LinkedHashMap<>();
  private final Map<String, String> columns = new LinkedHashMap<>();
  private final Map<String, Long> nextIds = new LinkedHashMap<>();

  private SchemaDump() {}

  /**
   * Reads one consistent snapshot; the service may be at work.
   *
   * @param connection to the schema
   */
  public static SchemaDump take(Connection connection) throws SQLException {
    SchemaDump dump = new SchemaDump();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION group_concat_max_len = 100000");
      statement.execute("SET SESSION information_schema_stats_expiry = 0");
      try (ResultSet tables = statement.executeQuery(COLUMNS)) {
        while (tables.next()) {
          dump.columns.put(tables.getString(1), tables.getString(2));
        }
      }
      try (ResultSet ids = statement.executeQuery(NEXT_IDS)) {
        while (ids.next()) {
          dump.nextIds.put(ids.getString(1), ids.getLong(2));
        }
      }
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      for (Map.Entry<String, String> table : dump.columns.entrySet()) {
        dump.rows.put(table.getKey(), rows(statement, table.getKey(), table.getValue()));
      }
      statement.execute("COMMIT");
    }
    return dump;
  }

  private static List<Object[]> rows(Statement statement, String table, String columns)
      throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (ResultSet all = statement.executeQuery("SELECT " + columns + " FROM `" + table + "`")) {
      int width = all.getMetaData().getColumnCount();
      while (all.next()) {
        Object[] row = new Object[width];
        for (int i = 0; i < width; i++) {
          row[i] = all.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** How many rows of a table are in it. */
  public int count(String table) {
    return rows.get(table).size();
  }

  /**
   * Puts the rows back in place of all that there are, in one transaction.
   *
   * @param connection to the schema
   */
  public void restore(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION foreign_key_checks = 0");
      connection.setAutoCommit(false);
      for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
        statement.execute("DELETE FROM `" + table.getKey() + "`");
        insert(connection, table.getKey(), table.getValue());
      }
      connection.commit();
      connection.setAutoCommit(true);
      for (Map.Entry<String, Long> next : nextIds.entrySet()) {
        // No lower than the rows allow.
        statement.execute(
            "ALTER TABLE `%s` AUTO_INCREMENT = %d".formatted(next.getKey(), next.getValue()));
      }
    }
  }

  private void insert(Connection connection, String table, List<Object[]> all) throws SQLException {
    for (int from = 0; from < all.size(); from += ROWS_AT_ONCE) {
      List<Object[]> some = all.subList(from, Math.min(all.size(), from + ROWS_AT_ONCE));
      String marks = "(" + String.join(", ", Collections.nCopies(some.get(0).length, "?")) + ")";
      String sql =
          "INSERT INTO `%s` (%s) VALUES %s"
              .formatted(
                  table,
                  columns.get(table),
                  String.join(", ", Collections.nCopies(some.size(), marks)));
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        int parameter = 0;
        for (Object[] row : some) {
          for (Object value : row) {
            insert.setObject(++parameter, value);
          }
        }
        insert.executeUpdate();
      }
    }
  }
}
