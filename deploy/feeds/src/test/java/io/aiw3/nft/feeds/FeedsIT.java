package io.aiw3.nft.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.outbox.OutboxRow;
import io.aiw3.nft.kit.outbox.OutboxSql;
import io.aiw3.nft.kit.outbox.RelayRecords;
import io.aiw3.nft.qualification.ingest.TradeParser;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connectors as they are shipped, in a real worker, on a real binary log. */
class FeedsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String ALICE = FeedPlatform.ALICE;
  private static final String BOB = "7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU";

  @TempDir private static Path folder;
  private static FeedPlatform platform;

  @BeforeAll
  static void start() throws Exception {
    platform = FeedPlatform.start(folder);
  }

  @AfterAll
  static void stop() {
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void aRowOfTradesIsATradeOfTheTopic() throws Exception {
    platform.worker().put("legacy-trades", Path.of("connectors/legacy-trades.json"), Map.of());
    streaming("legacy-trades");
    platform.run(
        "INSERT INTO trades (wallet_address, trade_type, total_usd_price, createdAt) VALUES ('"
            + ALICE
            + "', 'perpetual', 1234567890.0123456789, '2026-03-01 10:11:12'), ('"
            + BOB
            + "', 'spot', 50000, NULL), (NULL, 'spot', 1, NULL)",
        "UPDATE trades SET createdAt = '2026-03-02' WHERE id = 2",
        "DELETE FROM trades WHERE id = 2");

    List<ConsumerRecord<byte[], byte[]>> records = platform.await(Topics.TRADES, 4);

    TradeParser parser = new TradeParser(Set.of("perpetual", "spot"));
    LedgerTrade first = parser.parse(ofId(records, "legacy-1").get(0));
    assertThat(first.wallet()).isEqualTo(ALICE);
    assertThat(first.price()).isEqualByComparingTo("1234567890.0123456789");
    assertThat(first.executedAt()).isEqualTo(Instant.parse("2026-03-01T10:11:12Z"));
    assertThat(ofId(records, "legacy-2"))
        .as("inserted and updated, under one id; deleted: nothing")
        .hasSize(2)
        .allSatisfy(
            record -> assertThat(parser.parse(record).price()).isEqualByComparingTo("50000"));
    assertThatExceptionOfType(BadMessageException.class)
        .as("what is no trade comes all the same, and the service says why it is none")
        .isThrownBy(() -> parser.parse(ofId(records, "legacy-3").get(0)))
        .withMessage("the record has no key");
  }

  @Test
  void aRowOfUsersIsTheUserAndTheirWallet() throws Exception {
    platform.worker().put("legacy-users", Path.of("connectors/legacy-users.json"), Map.of());
    platform.await(Topics.USERS, 1);
    platform.run(
        "UPDATE user SET points = 7 WHERE id = 1",
        "INSERT INTO user (id, wallet_address) VALUES (2, NULL)",
        "UPDATE user SET wallet_address = '" + BOB + "' WHERE id = 1",
        "DELETE FROM user WHERE id = 1");

    List<ConsumerRecord<byte[], byte[]>> records = platform.await(Topics.USERS, 4);

    List<ConsumerRecord<byte[], byte[]>> one = ofKey(records, "1");
    assertThat(one).as("points are not ours").hasSize(3);
    assertThat(user(one.get(0)).walletAddress()).isEqualTo(ALICE);
    assertThat(user(one.get(1)).walletAddress()).isEqualTo(BOB);
    assertThat(user(one.get(1)).updatedAt()).isAfterOrEqualTo(user(one.get(0)).updatedAt());
    assertThat(one.get(2).value()).as("the user is gone").isNull();
    UserRecord two = user(ofKey(records, "2").get(0));
    assertThat(two.userId()).isEqualTo(new UserId(2));
    assertThat(two.walletAddress()).isNull();
    assertThat(two.updatedAt()).isBetween(Instant.now().minusSeconds(120), Instant.now());
  }

  @Test
  void theOutboxIsSentAsTheRelaySendsIt() throws Exception {
    OutboxRow before = OutboxRow.of(command(1), "/badge-service", millis(), null);
    OutboxRow traced =
        OutboxRow.of(
            command(2),
            "/badge-service",
            millis(),
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    OutboxRow dead =
        new OutboxRow(
            "5a1d24b5-3f5c-4f3e-9d5b-0a3e6b1f7f11",
            Topics.deadLetter(Topics.BADGE_COMMANDS),
            null,
            "dead-letter",
            "/badge-service",
            millis(),
            "1",
            null,
            Map.of("dlq_reason", "ungültig", "ce_id", "x"),
            new byte[] {0, (byte) 0xff, '{'});
    try (Connection connection = platform.mysql().connection(Schema.BADGE)) {
      for (String statement : kitSchema().split(";\n")) {
        if (!statement.isBlank()) {
          connection.createStatement().execute(statement);
        }
      }
      insert(connection, before);
      platform
          .worker()
          .put(
              "outbox-badge",
              Path.of("connectors/outbox.json"),
              Map.of("SCHEMA", Schema.BADGE.user()));
      platform.await(Topics.BADGE_COMMANDS, 1);
      insert(connection, traced);
      insert(connection, dead);
      connection.createStatement().execute("DELETE FROM outbox");
    }

    List<ConsumerRecord<byte[], byte[]>> sent = platform.await(Topics.BADGE_COMMANDS, 2);
    sameAsRelay(ofKey(sent, "1"), before);
    sameAsRelay(ofKey(sent, "2"), traced);
    sameAsRelay(platform.await(dead.topic(), 1), dead);
  }

  private static BadgeCommand command(int user) {
    return new BadgeCommand.ReserveBadges("saga", new UserId(user), 2, 1);
  }

  /** The table keeps milliseconds. */
  private static Instant millis() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  private static void sameAsRelay(List<ConsumerRecord<byte[], byte[]>> sent, OutboxRow row) {
    ProducerRecord<byte[], byte[]> expected = RelayRecords.of(row);
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).topic()).isEqualTo(expected.topic());
    assertThat(sent.get(0).key()).isEqualTo(expected.key());
    assertThat(sent.get(0).value()).isEqualTo(expected.value());
    assertThat(strings(sent.get(0).headers())).isEqualTo(strings(expected.headers()));
  }

  private static Map<String, String> strings(Headers headers) {
    Map<String, String> strings = new TreeMap<>();
    headers.forEach(h -> strings.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    return strings;
  }

  private static void insert(Connection connection, OutboxRow row) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(OutboxSql.insert(1))) {
      int position = 0;
      for (Object value : OutboxSql.parameters(List.of(row))) {
        insert.setObject(++position, value);
      }
      insert.executeUpdate();
    }
  }

  private static String kitSchema() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : List.of("V1__kit.sql", "V7__outbox_bytes.sql")) {
      try (InputStream sql = OutboxRow.class.getResourceAsStream("/db/kit/" + file)) {
        all.append(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return all.toString().replaceAll("--.*", "");
  }

  /**
   * A connector without a snapshot reports nothing when it has begun: its binary log client does.
   */
  private static void streaming(String name) {
    Awaitility.await(name + " reads the binary log")
        .atMost(TIMEOUT)
        .until(
            () -> {
              try (Connection admin = platform.mysql().adminConnection();
                  Statement statement = admin.createStatement();
                  ResultSet dumps =
                      statement.executeQuery(
                          "SELECT COUNT(*) FROM information_schema.processlist"
                              + " WHERE command LIKE 'Binlog Dump%'")) {
                dumps.next();
                return dumps.getInt(1) > 0;
              }
            });
  }

  private static UserRecord user(ConsumerRecord<byte[], byte[]> record) throws IOException {
    return ContractJson.mapper().readValue(record.value(), UserRecord.class);
  }

  private static List<ConsumerRecord<byte[], byte[]>> ofKey(
      List<ConsumerRecord<byte[], byte[]>> records, String key) {
    return records.stream()
        .filter(r -> r.key() != null && key.equals(new String(r.key(), StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> ofId(
      List<ConsumerRecord<byte[], byte[]>> records, String tradeId) {
    return records.stream().filter(r -> tradeId.equals(tree(r).path("tradeId").asText())).toList();
  }

  private static JsonNode tree(ConsumerRecord<byte[], byte[]> record) {
    try {
      return ContractJson.mapper().readTree(record.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
