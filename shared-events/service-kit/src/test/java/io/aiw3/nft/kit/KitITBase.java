package io.aiw3.nft.kit;

import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What the tests of the kit share. */
abstract class KitITBase {
  private static final AtomicInteger USERS = new AtomicInteger(1);
  static KafkaProbe kafka;

  @BeforeAll
  static void connect() {
    kafka = KafkaProbe.ofTestInfrastructure();
  }

  @AfterAll
  static void disconnect() {
    if (kafka != null) {
      kafka.close();
    }
  }

  static UserId newUser() {
    return new UserId(USERS.incrementAndGet());
  }

  static TaskEvent event(UserId user, String task, int count) {
    return new TaskEvent(user, task, count, Instant.parse("2026-01-01T00:00:00Z"));
  }

  static String json(Object body) {
    try {
      return ContractJson.mapper().writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a connection. */
  private interface Login {
    Connection connect() throws SQLException;
  }

  /** First column of every row, as text. */
  static List<String> query(String sql) {
    return query(() -> TestInfrastructure.connection(Schema.of("badge")), sql);
  }

  /** With the rights of an administrator, who sees the connections of all. */
  static List<String> queryAsAdmin(String sql) {
    return query(TestInfrastructure::adminConnection, sql);
  }

  private static List<String> query(Login login, String sql) {
    try (Connection connection = login.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<String> effects(UserId user) {
    return query(
        "SELECT CONCAT(task, ' ', task_count) FROM effect WHERE user_id = "
            + user
            + " ORDER BY id");
  }
}
