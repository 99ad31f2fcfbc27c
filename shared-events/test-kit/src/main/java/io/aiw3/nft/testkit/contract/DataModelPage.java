package io.aiw3.nft.testkit.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page that says where each field of the data model lives, against a migrated schema. */
public final class DataModelPage {
  private static final Path PAGE = Path.of("deploy", "docs", "data-model.md");
  private static final String COLUMNS =
      "SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) FROM information_schema.COLUMNS"
          + " WHERE TABLE_SCHEMA = DATABASE()";

  private DataModelPage() {}

  /**
   * Columns that the page names and that are not there; fails if it names none of the schema.
   *
   * @param schema as the page calls it, for example {@code minting}
   */
  public static List<String> missing(Connection connection, String schema)
      throws SQLException, IOException {
    Set<String> named = new TreeSet<>();
    Matcher column =
        Pattern.compile("`" + schema + "\\.(\\w+\\.\\w+)`").matcher(Files.readString(page()));
    while (column.find()) {
      named.add(column.group(1));
    }
    if (named.isEmpty()) {
      throw new AssertionError(PAGE + " names no column of " + schema);
    }
    named.removeAll(columns(connection));
    return List.copyOf(named);
  }

  private static Set<String> columns(Connection connection) throws SQLException {
    Set<String> columns = new HashSet<>();
    try (PreparedStatement query = connection.prepareStatement(COLUMNS);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        columns.add(rows.getString(1));
      }
    }
    return columns;
  }

  /** Tests run in the folder of their module. */
  private static Path page() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(PAGE))) {
        return folder.resolve(PAGE);
      }
    }
    throw new AssertionError(PAGE + " is not above " + Path.of("").toAbsolutePath());
  }
}
