package io.aiw3.nft.bench.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Messages as a service writes them into its outbox; number n is of key n mod {@link #KEYS}. */
final class Rows {
  static final int KEYS = 1_000;
  private static final int AT_ONCE = 1_000;
  private static final String INSERT =
      "INSERT INTO outbox (id, aggregatetype, aggregateid, type, source, time, schemaversion,"
          + " payload) VALUES (?, ?, ?, 'bench', '/bench', NOW(3), '1', ?)";

  private Rows() {}

  /** Inserts messages from this number on; commits only if the connection does so by itself. */
  static void insert(Connection connection, String topic, int from, int count) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < count; i++) {
        insert.setString(1, UUID.randomUUID().toString());
        insert.setString(2, topic);
        insert.setBytes(3, key(from + i));
        insert.setBytes(4, body(from + i));
        insert.addBatch();
        if ((i + 1) % AT_ONCE == 0 || i == count - 1) {
          insert.executeBatch();
        }
      }
    }
  }

  static byte[] key(int number) {
    return Integer.toString(number % KEYS).getBytes(StandardCharsets.US_ASCII);
  }

  /** About 400 bytes, as an event has. */
  static byte[] body(int number) {
    return "{\"number\":%d,\"text\":\"%s\"}"
        .formatted(number, "x".repeat(370))
        .getBytes(StandardCharsets.US_ASCII);
  }
}
