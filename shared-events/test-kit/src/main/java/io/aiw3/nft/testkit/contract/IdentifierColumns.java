package io.aiw3.nft.testkit.contract;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Identifiers are compared exactly: walks the information schema and finds every column of text
 * that MySQL compares loosely (by case, accents or width). Strict by default: each column of text
 * has a binary collation unless it is named as free text, and what is named like an identifier can
 * not be free text.
 *
 * <p>Numbers, times, binary strings, JSON and ENUM columns are compared exactly anyway.
 */
public final class IdentifierColumns {
  /** What the kit's own tables hold of free text. */
  private static final Set<String> KIT =
      Set.of("dead_letter_action.reason", "idempotency_key.response_body", "outbox.headers");

  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "id|.*_id|.*(_key|key_).*|.*(address|mint|signature|hash|fingerprint|token|wallet|cid).*"
              + "|.*_(transaction|identifier|by|type|code)|identifier|badge|type|source|topic|task"
              + "|consumer|caller|operation|actor|subject|state|step|kind|status|purpose|event"
              + "|aggregate.*|traceparent");

  private static final String COLUMNS =
      "SELECT c.TABLE_NAME, c.COLUMN_NAME, c.COLUMN_TYPE, c.COLLATION_NAME"
          + " FROM information_schema.COLUMNS c"
          + " JOIN information_schema.TABLES t USING (TABLE_SCHEMA, TABLE_NAME)"
          + " WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE'"
          + " AND c.COLLATION_NAME IS NOT NULL AND c.DATA_TYPE NOT IN ('enum', 'set')"
          + " AND c.TABLE_NAME <> 'flyway_schema_history'"
          + " ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION";

  private IdentifierColumns() {}

  /**
   * What is wrong in the connection's schema; empty when nothing is.
   *
   * @param freeText columns for people to read, each as {@code table.column}
   */
  public static List<String> flaws(Connection connection, String... freeText) throws SQLException {
    Set<String> exempt = new HashSet<>(List.of(freeText));
    List<String> flaws = new ArrayList<>();
    int columns = 0;
    try (PreparedStatement query = connection.prepareStatement(COLUMNS);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        columns++;
        String column = rows.getString(1) + "." + rows.getString(2);
        boolean named = exempt.remove(column);
        if (named && IDENTIFIER.matcher(rows.getString(2)).matches()) {
          flaws.add(column + " is called free text and named like an identifier");
        } else if (!named && !KIT.contains(column) && !isExact(rows.getString(4))) {
          flaws.add(
              "%s %s has the collation %s: give it a binary one, or name it as free text"
                  .formatted(column, rows.getString(3), rows.getString(4)));
        }
      }
    }
    exempt.forEach(column -> flaws.add(column + " is named as free text and is no text column"));
    if (columns == 0) {
      flaws.add("the schema has no text columns: is it the right one, and migrated?");
    }
    return flaws;
  }

  /** The same for the schema that a JDBC URL names. */
  public static List<String> flaws(String url, String user, String password, String... freeText)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      return flaws(connection, freeText);
    }
  }

  private static boolean isExact(String collation) {
    return collation.equals("binary") || collation.endsWith("_bin");
  }
}
