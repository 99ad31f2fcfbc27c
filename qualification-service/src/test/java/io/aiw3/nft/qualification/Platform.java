package io.aiw3.nft.qualification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestWallets;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** The platform around the service under test: it trades, publishes users, and reads tables. */
public final class Platform implements AutoCloseable {
  private static final AtomicInteger USERS = new AtomicInteger(1000);

  private final KafkaProbe kafka = KafkaProbe.ofTestInfrastructure();

  /** Every wait is long enough for a busy machine. */
  public Platform() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  KafkaProbe kafka() {
    return kafka;
  }

  static int newUser() {
    return USERS.incrementAndGet();
  }

  /** The address of 32 random bytes. */
  public static String newWallet() {
    return TestWallets.newAddress();
  }

  static Trade trade(String wallet, String price) {
    return trade(UUID.randomUUID().toString(), wallet, price);
  }

  static Trade trade(String id, String wallet, String price) {
    return new Trade(
        id,
        wallet,
        "perpetual",
        new BigDecimal(price),
        null,
        Instant.parse("2026-01-01T00:00:00.001Z"));
  }

  static Trade reversal(String id, Trade original) {
    return new Trade(
        id,
        original.walletAddress(),
        "reversal",
        original.totalUsdPrice(),
        original.tradeId(),
        Instant.parse("2026-01-02T00:00:00Z"));
  }

  void link(int user, String wallet) {
    link(user, wallet, Instant.now());
  }

  void link(int user, String wallet, Instant at) {
    send(new UserRecord(new UserId(user), wallet, at));
  }

  void send(ContractMessage... messages) {
    send(List.of(messages));
  }

  void send(List<? extends ContractMessage> messages) {
    messages.forEach(message -> kafka.send(message.topic(), message.key(), json(message)));
  }

  void send(ContractMessage message, Map<String, String> headers) {
    kafka.send(message.topic(), message.key(), json(message), headers);
  }

  void awaitVolume(String wallet, String volume) {
    Awaitility.await("volume of " + wallet)
        .until(() -> volume(wallet), found -> found.compareTo(new BigDecimal(volume)) == 0);
  }

  void awaitUserVolume(int user, String volume) {
    Awaitility.await("volume of user " + user)
        .until(
            () -> number("SELECT cached_trading_volume FROM `user` WHERE id = ?", user),
            found -> found.compareTo(new BigDecimal(volume)) == 0);
  }

  BigDecimal volume(String wallet) {
    return number("SELECT volume FROM wallet_volume WHERE wallet_address = ?", wallet);
  }

  long ledgerRows(String wallet) {
    return number("SELECT COUNT(*) FROM trades WHERE wallet_address = ?", wallet).longValue();
  }

  /** The first column of the first row; -1 when there is none. */
  BigDecimal number(String sql, Object... parameters) {
    try (Connection connection = TestInfrastructure.connection(Schema.of("qualification"));
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getBigDecimal(1) : BigDecimal.ONE.negate();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void run(String sql, Object... parameters) {
    try (Connection connection = TestInfrastructure.connection(Schema.of("qualification"));
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bodies of a topic whose key is {@code key}, in order. */
  List<JsonNode> bodies(String topic, Object key) {
    return kafka.readAll(topic).stream()
        .filter(message -> String.valueOf(key).equals(message.key()))
        .map(Platform::parse)
        .toList();
  }

  static JsonNode parse(ConsumerRecord<String, String> message) {
    try {
      return ContractJson.mapper().readTree(message.value());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String json(Object message) {
    try {
      return ContractJson.mapper().writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kafka.close();
  }
}
