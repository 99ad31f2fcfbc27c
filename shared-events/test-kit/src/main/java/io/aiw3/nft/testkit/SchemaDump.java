package io.aiw3.nft.testkit;

import io.aiw3.nft.infrastructure.Schema;
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
 * database then has gone back in time. For the few rows of a test.
 */
public final class SchemaDump {
  private static final String COLUMNS =
      "SELECT TABLE_NAME, GROUP_CONCAT(CONCAT('`', COLUMN_NAME, '`') ORDER BY ORDINAL_POSITION)"
          + " FROM information_schema.COLUMNS JOIN information_schema.TABLES"
          + " USING (TABLE_SCHEMA, TABLE_NAME) WHERE TABLE_SCHEMA = DATABASE()"
          + " AND TABLE_TYPE = 'BASE TABLE' AND GENERATION_EXPRESSION = ''"
          + " AND TABLE_NAME <> 'flyway_schema_history' GROUP BY TABLE_NAME";

  private final Schema schema;
  private final Map<String, List<Object[]>> rows = new LinkedHashMap<>();
  private final Map<String, String> columns = new LinkedHashMap<>();

  private SchemaDump(Schema schema) {
    this.schema = schema;
  }

  /** Reads one consistent snapshot; the service may be at work. */
  public static SchemaDump take(Schema schema) throws SQLException {
    SchemaDump dump = new SchemaDump(schema);
    try (Connection connection = TestInfrastructure.connection(schema);
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION group_concat_max_len = 100000");
      try (ResultSet tables = statement.executeQuery(COLUMNS)) {
        while (tables.next()) {
          dump.columns.put(tables.getString(1), tables.getString(2));
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

  /** Puts the rows back in place of all that there are, in one transaction. */
  public void restore() throws SQLException {
    try (Connection connection = TestInfrastructure.connection(schema);
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION foreign_key_checks = 0");
      connection.setAutoCommit(false);
      for (Map.Entry<String, List<Object[]>> table : rows.entrySet()) {
        statement.execute("DELETE FROM `" + table.getKey() + "`");
        insert(connection, table.getKey(), table.getValue());
      }
      connection.commit();
    }
  }

  private void insert(Connection connection, String table, List<Object[]> all) throws SQLException {
    if (all.isEmpty()) {
      return;
    }
    String marks = String.join(", ", Collections.nCopies(all.get(0).length, "?"));
    String sql = "INSERT INTO `%s` (%s) VALUES (%s)".formatted(table, columns.get(table), marks);
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Object[] row : all) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
