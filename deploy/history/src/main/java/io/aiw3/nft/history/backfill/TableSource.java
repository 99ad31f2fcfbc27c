package io.aiw3.nft.history.backfill;

import io.aiw3.nft.commandline.StoppedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Trades of the legacy table, in the order of its numeric key, a range at a time: no transaction
 * stays open, and no more than a range is in memory. Rows that come in while it reads are left to a
 * later run.
 */
final class TableSource implements TradeSource {
  private static final int RANGE = 10_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_$]+(\\.[A-Za-z0-9_$]+)?");
  private static final Pattern COLUMN = Pattern.compile("[A-Za-z0-9_$]+");

  private final Connection connection;
  private final String place;
  private final String table;
  private final Map<Field, String> columns;
  private final PreparedStatement range;
  private final Deque<LegacyRow> rows = new ArrayDeque<>();
  private final Deque<Long> ids = new ArrayDeque<>();
  private final long before;
  private final long last;
  private long read;
  private Position position;

  /**
   * @param connection with its session in UTC; closed with the source
   * @param place of the schema, for {@link #identity()}
   */
  TableSource(Connection connection, String place, String table, Map<Field, String> named)
      throws SQLException {
    if (!NAME.matcher(table).matches()) {
      throw new StoppedException("Not the name of a table: " + table);
    }
    this.connection = connection;
    this.place = place;
    this.table = table;
    String from = " FROM `" + table.replace(".", "`.`") + "`";
    columns = Field.columns(present(from), named);
    if (!columns.containsKey(Field.ID)) {
      throw new StoppedException("The table needs a numeric key: name it with --column id=COLUMN");
    }
    String key = "`" + columns.get(Field.ID) + "`";
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COALESCE(MIN(%1$s) - 1, 0), COALESCE(MAX(%1$s), 0)".formatted(key)
                    + from)) {
      row.next();
      before = row.getLong(1);
      last = row.getLong(2);
    }
    range =
        connection.prepareStatement(
            "SELECT "
                + key
                + selected()
                + from
                + " WHERE %1$s > ? AND %1$s <= ?".formatted(key)
                + " ORDER BY "
                + key
                + " LIMIT "
                + RANGE);
    seek(start());
  }

  private List<String> present(String from) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT *" + from + " LIMIT 0")) {
      ResultSetMetaData data = none.getMetaData();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        if (COLUMN.matcher(data.getColumnName(i)).matches()) {
          names.add(data.getColumnName(i));
        }
      }
    }
    return names;
  }

  /** As the server writes them: no type of Java's comes between, so nothing is rounded. */
  private String selected() {
    StringBuilder sql = new StringBuilder();
    for (Field field : Field.values()) {
      String column = columns.get(field);
      sql.append(column == null ? ", NULL" : ", CAST(`" + column + "` AS CHAR)");
      sql.append(" AS `").append(alias(field)).append('`');
    }
    return sql.toString();
  }

  /** No column's name: ORDER BY takes an alias before a column, and would sort text. */
  private static String alias(Field field) {
    return "field of " + field.name();
  }

  @Override
  public Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>();
    identity.put("schema", place);
    identity.put("table", table);
    columns.forEach((field, column) -> identity.put("column " + field.option(), column));
    return identity;
  }

  @Override
  public Position start() {
    return new Position(before, 0);
  }

  @Override
  public long end() {
    return last;
  }

  @Override
  public Unit unit() {
    return new Unit(" ids", 1);
  }

  @Override
  public void seek(Position to) {
    rows.clear();
    ids.clear();
    position = to;
    read = to.at();
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public LegacyRow next() throws SQLException {
    if (rows.isEmpty() && read < last) {
      readRange();
    }
    LegacyRow row = rows.poll();
    if (row != null) {
      position = new Position(ids.remove(), 0);
    }
    return row;
  }

  private void readRange() throws SQLException {
    range.setLong(1, read);
    range.setLong(2, last);
    try (ResultSet result = range.executeQuery()) {
      while (result.next()) {
        read = result.getLong(1);
        ids.add(read);
        rows.add(row(result));
      }
    }
    if (rows.isEmpty()) {
      read = last;
    }
  }

  private static LegacyRow row(ResultSet row) throws SQLException {
    return new LegacyRow(
        "id " + row.getLong(1),
        text(row, Field.ID),
        text(row, Field.TRADE_ID),
        text(row, Field.WALLET),
        text(row, Field.TYPE),
        text(row, Field.PRICE),
        text(row, Field.REVERSES),
        text(row, Field.TIME),
        null);
  }

  private static String text(ResultSet row, Field field) throws SQLException {
    String text = row.getString(alias(field));
    return text == null || text.isEmpty() ? null : text;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
