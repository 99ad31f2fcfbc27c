package io.aiw3.nft.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.kit.transaction.SqlPlaceholders;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The statement that writes rows to the outbox. */
public final class OutboxSql {
  private static final String INSERT =
      "INSERT INTO outbox (id, aggregatetype, aggregateid, type, source, time, schemaversion,"
          + " traceparent, headers, payload, bytes) VALUES ";

  /** An event that is there already, from before the database went back in time, is there once. */
  private static final String ONCE = " ON DUPLICATE KEY UPDATE id = outbox.id";

  private static final int WIDTH = 11;

  private OutboxSql() {}

  /** An insert of so many rows. */
  public static String insert(int rows) {
    return INSERT + SqlPlaceholders.rows(rows, WIDTH) + ONCE;
  }

  /** The parameters of {@link #insert}, with {@code byte[]} for binary columns. */
  public static List<Object> parameters(List<OutboxRow> rows) {
    List<Object> parameters = new ArrayList<>(rows.size() * WIDTH);
    for (OutboxRow row : rows) {
      String headers = json(row);
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
          headers,
          row.payload(),
          length(row.key()) + (headers == null ? 0 : headers.length()) + length(row.payload()));
    }
    return parameters;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String json(OutboxRow row) {
    try {
      return row.headers() == null ? null : ContractJson.mapper().writeValueAsString(row.headers());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("headers of " + row.id(), e);
    }
  }
}
