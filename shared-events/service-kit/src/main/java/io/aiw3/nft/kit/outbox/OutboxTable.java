package io.aiw3.nft.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.aiw3.nft.contract.ContractJson;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The relay's statements; all run on the connection that holds the lead. */
final class OutboxTable {
  private static final Logger LOG = Logger.getLogger(OutboxTable.class);
  private static final String SELECT =
      "SELECT seq, id, aggregatetype, aggregateid, type, source, time, schemaversion, traceparent,"
          + " headers, payload FROM outbox ORDER BY seq LIMIT ?";

  private final String lock;
  private final Duration patience;
  private volatile Instant oldest;

  private OutboxTable(String lock, Duration patience) {
    this.lock = lock;
    this.patience = patience;
  }

  /** The outbox of a service, whose replicas agree on one leader by its name. */
  static OutboxTable of(String application, Duration patience) {
    return new OutboxTable("aiw3-outbox-" + application, patience);
  }

  /** A row and its place in the order of commits. */
  record Numbered(long seq, OutboxRow row) {}

  boolean takeLead(SqlConnection connection) {
    return askLock(connection, "SELECT GET_LOCK(?, 0)");
  }

  /**
   * Gives a connection back; null is taken for none. A pooled connection keeps its named locks, so
   * the lead is given up before.
   */
  void release(SqlConnection connection) {
    if (connection == null) {
      return;
    }
    try {
      askLock(connection, "SELECT RELEASE_LOCK(?)");
      connection.close().await().atMost(patience);
    } catch (RuntimeException e) {
      LOG.debugf(e, "outbox connection was lost");
      connection.closeAndForget();
    }
  }

  List<Numbered> next(SqlConnection connection, int limit) {
    List<Numbered> rows = new ArrayList<>();
    connection
        .preparedQuery(SELECT)
        .execute(Tuple.of(limit))
        .await()
        .atMost(patience)
        .forEach(row -> rows.add(read(row)));
    oldest = rows.isEmpty() ? null : rows.get(0).row().time();
    return rows;
  }

  void delete(SqlConnection connection, List<Numbered> rows) {
    String numbers =
        rows.stream().map(row -> Long.toString(row.seq())).collect(Collectors.joining(","));
    connection
        .query("DELETE FROM outbox WHERE seq IN (" + numbers + ")")
        .execute()
        .await()
        .atMost(patience);
  }

  /** Age of the oldest unpublished message, as of the last look; 0 for an empty outbox. */
  double oldestAgeSeconds() {
    Instant since = oldest;
    return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1000.0;
  }

  private boolean askLock(SqlConnection connection, String sql) {
    Row row =
        connection
            .preparedQuery(sql)
            .execute(Tuple.of(lock))
            .await()
            .atMost(patience)
            .iterator()
            .next();
    Long answer = row.getLong(0);
    return answer != null && answer == 1;
  }

  private static Numbered read(Row row) {
    return new Numbered(
        row.getLong("seq"),
        new OutboxRow(
            row.getString("id"),
            row.getString("aggregatetype"),
            bytes(row.getBuffer("aggregateid")),
            row.getString("type"),
            row.getString("source"),
            row.getLocalDateTime("time").toInstant(ZoneOffset.UTC),
            row.getString("schemaversion"),
            row.getString("traceparent"),
            headers(row.getString("headers")),
            bytes(row.getBuffer("payload"))));
  }

  private static byte[] bytes(Buffer buffer) {
    return buffer == null ? null : buffer.getBytes();
  }

  private static Map<String, String> headers(String json) {
    try {
      return json == null
          ? null
          : ContractJson.mapper().readValue(json, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("headers in the outbox are not JSON", e);
    }
  }
}
