package io.aiw3.nft.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.vertx.mutiny.core.buffer.Buffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/** The statement that writes rows to the outbox, for either way of reaching the database. */
public final class OutboxSql {
  private static final String COLUMNS =
      "(id, aggregatetype, aggregateid, type, source, time, schemaversion, traceparent, headers,"
          + " payload)";
  private static final int WIDTH = 10;

  private OutboxSql() {}

  /**
   * A multi-row insert.
   *
   * @param placeholder the placeholder of the n-th parameter, n from 1
   */
  public static String insert(int rows, UnaryOperator<String> placeholder) {
    StringBuilder sql = new StringBuilder("INSERT INTO outbox ").append(COLUMNS).append(" VALUES ");
    int parameter = 0;
    for (int row = 0; row < rows; row++) {
      List<String> marks = new ArrayList<>(WIDTH);
      for (int column = 0; column < WIDTH; column++) {
        marks.add(placeholder.apply(Integer.toString(++parameter)));
      }
      sql.append(row == 0 ? "(" : ",(").append(String.join(",", marks)).append(')');
    }
    return sql.toString();
  }

  /** The parameters of {@link #insert}, with {@code byte[]} for binary columns. */
  public static List<Object> parameters(List<OutboxRow> rows) {
    List<Object> parameters = new ArrayList<>(rows.size() * WIDTH);
    for (OutboxRow row : rows) {
      Collections.addAll(
          parameters,
          row.id(),
          row.topic(),
          row.key(),
          row.type(),
          row.source(),
          LocalDateTime.ofInstant(row.time(), ZoneOffset.UTC),
          row.schemaVersion(),
          row.traceParent(),
          json(row),
          row.payload());
    }
    return parameters;
  }

  /** The same for the reactive client, which wants its own buffers. */
  public static List<Object> clientParameters(List<OutboxRow> rows) {
    return parameters(rows).stream()
        .map(value -> value instanceof byte[] bytes ? Buffer.buffer(bytes).getDelegate() : value)
        .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
  }

  private static String json(OutboxRow row) {
    try {
      return row.headers() == null ? null : ContractJson.mapper().writeValueAsString(row.headers());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("headers of " + row.id(), e);
    }
  }
}
