package io.aiw3.nft.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.infrastructure.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the runbook's SQL in its order. A column of an answer is a variable for the statements that
 * follow, as a person would read and write it down.
 */
final class RunbookSql {
  private final String address;
  private final Map<String, String> variables = new HashMap<>();

  /**
   * @param mysql as run.json names it
   */
  RunbookSql(JsonNode mysql) {
    this.address = mysql.path("address").asText();
  }

  void run(List<RunbookBlock> blocks) {
    List<RunbookBlock> statements =
        blocks.stream().filter(block -> block.language().equals("sql")).toList();
    assertThat(statements).isNotEmpty();
    statements.forEach(this::run);
    assertThat(variables.get("CONNECTION_ID")).as("the leader of an outbox").isNotNull();
  }

  private void run(RunbookBlock block) {
    String sql = block.text();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      sql = sql.replace("$" + variable.getKey(), String.valueOf(variable.getValue()));
    }
    try (Connection connection = connection(block.mark());
        Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        remember(statement.getResultSet());
      }
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The first column of each row. */
  List<String> column(String schema, String query) {
    try (Connection connection = connection(schema);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  private Connection connection(String schema) throws SQLException {
    return DriverManager.getConnection(
        MySqlServer.jdbcUrl(address, schema), MySqlServer.ADMIN_USER, MySqlServer.ADMIN_PASSWORD);
  }

  private void remember(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    while (rows.next()) {
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        variables.put(columns.getColumnLabel(i).toUpperCase(Locale.ROOT), rows.getString(i));
      }
    }
  }
}
