package io.aiw3.nft.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.aiw3.nft.contract.ContractJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The relay's statements; all run on the connection that holds the lead. */
final class OutboxTable {
  private static final String LOOK =
      "SELECT seq, aggregatetype, aggregateid, bytes, time FROM outbox WHERE seq > ? ORDER BY seq"
          + " LIMIT ?";
  private static final String WEIGH =
      "SELECT seq, LENGTH(payload) + COALESCE(LENGTH(headers), 0) FROM outbox WHERE seq IN (%s)";
  private static final String LAST = "SELECT MAX(seq) FROM outbox";
  private static final String READ =
      "SELECT seq, id, aggregatetype, aggregateid, type, source, time, schemaversion, traceparent,"
          + " headers, payload FROM outbox WHERE seq IN (%s) ORDER BY seq";

  private final Duration timeout;
  private volatile Instant oldest;

  OutboxTable(Duration timeout) {
    this.timeout = timeout;
  }

  /** A row that waits: what it belongs to and how much it weighs, without its content. */
  record Waiting(long seq, Lane lane, Instant time, long bytes) {}

  /** A row and its place in the order of commits. */
  record Numbered(long seq, OutboxRow row) {
    Lane lane() {
      return Lane.of(row.topic(), row.key(), seq);
    }
  }

  /**
   * The next rows behind {@code after}, in order.
   *
   * @param after 0: from the front of the table
   */
  List<Waiting> look(SqlConnection connection, long after, int limit) {
    List<Waiting> rows = new ArrayList<>();
    List<Long> unknown = new ArrayList<>();
    for (Row row : await(connection.preparedQuery(LOOK).execute(Tuple.of(after, limit)))) {
      long seq = row.getLong("seq");
      Long bytes = row.getLong("bytes");
      if (bytes == null) {
        unknown.add(seq);
      }
      rows.add(
          new Waiting(
              seq,
              Lane.of(row.getString("aggregatetype"), bytes(row.getBuffer("aggregateid")), seq),
              time(row),
              bytes == null ? 0 : bytes));
    }
    return unknown.isEmpty() ? rows : weighed(connection, rows, unknown);
  }

  /** The greatest number in the table. */
  long last(SqlConnection connection) {
    Long last = await(connection.query(LAST).execute()).iterator().next().getLong(0);
    return last == null ? 0 : last;
  }

  private List<Waiting> weighed(SqlConnection connection, List<Waiting> rows, List<Long> unknown) {
    Map<Long, Long> weights = new HashMap<>();
    for (Row row : await(connection.query(WEIGH.formatted(join(unknown))).execute())) {
      Long bytes = row.getLong(1);
      weights.put(row.getLong(0), bytes == null ? 0 : bytes);
    }
    return rows.stream()
        .map(
            row ->
                new Waiting(
                    row.seq(),
                    row.lane(),
                    row.time(),
                    weights.getOrDefault(row.seq(), row.bytes())))
        .toList();
  }

  /** The rows with their content; those that are gone are left out. */
  List<Numbered> read(SqlConnection connection, List<Waiting> rows) {
    List<Long> numbers = rows.stream().map(Waiting::seq).toList();
    List<Numbered> read = new ArrayList<>(rows.size());
    await(connection.query(READ.formatted(join(numbers))).execute())
        .forEach(row -> read.add(read(row)));
    return read;
  }

  void delete(SqlConnection connection, List<Numbered> rows) {
    String numbers = join(rows.stream().map(Numbered::seq).toList());
    await(connection.query("DELETE FROM outbox WHERE seq IN (" + numbers + ")").execute());
  }

  /**
   * @param time of the oldest row that is not held back; null: there is none
   */
  void oldest(Instant time) {
    oldest = time;
  }

  /** Age of the oldest message that is to be published, as of the last look; 0: there is none. */
  double oldestAgeSeconds() {
    Instant since = oldest;
    return since == null ? 0 : Duration.between(since, Instant.now()).toMillis() / 1000.0;
  }

  private <T> T await(Uni<T> statement) {
    return statement.await().atMost(timeout);
  }

  private static String join(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static Instant time(Row row) {
    return row.getLocalDateTime("time").toInstant(ZoneOffset.UTC);
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
            time(row),
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
