package io.aiw3.nft.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SchemaDump;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The database goes back to a dump that was taken under load, and the topic is read again from
 * before it (RUNBOOK, Restore from backup).
 */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class RestoreIT extends BadgeITBase {
  private static final int TASKS = 200;

  private final List<TaskEvent> tasks =
      IntStream.range(0, TASKS)
          .mapToObj(
              i ->
                  new TaskEvent(
                      new UserId(USERS.incrementAndGet()),
                      "personal_data_completed",
                      1,
                      Instant.now()))
          .toList();
  private final List<String> ids =
      tasks.stream().map(task -> UUID.randomUUID().toString()).toList();

  @Test
  void whatIsPublishedAgainHasTheIdsThatItHad() throws SQLException {
    send(0, TASKS / 2);
    Awaitility.await().until(() -> badges() > 0);
    SchemaDump dump;
    try (Connection badge = TestInfrastructure.connection(Schema.BADGE)) {
      dump = SchemaDump.take(badge);
    }
    send(TASKS / 2, TASKS);
    awaitAll();
    Set<String> before = publishedIds();

    try (Connection badge = TestInfrastructure.connection(Schema.BADGE)) {
      dump.restore(badge);
    }
    assertThat(badges()).isLessThan(TASKS);
    send(0, TASKS);
    awaitAll();

    assertThat(before).hasSize(TASKS);
    assertThat(publishedIds()).isEqualTo(before);
  }

  /** As they are in the topic: set back, a consumer group reads the same records again. */
  private void send(int from, int to) {
    for (int i = from; i < to; i++) {
      TaskEvent task = tasks.get(i);
      kafka.send(
          task.topic(),
          task.key(),
          json(task),
          Map.of(MessageHeaders.ID, ids.get(i), MessageHeaders.SOURCE, "/restore-test"));
    }
  }

  private void awaitAll() {
    Awaitility.await().until(() -> badges() == TASKS && count("SELECT COUNT(*) FROM outbox") == 0);
  }

  private long badges() throws SQLException {
    return count(
        "SELECT COUNT(*) FROM badge WHERE user_id IN ("
            + tasks.stream().map(task -> task.userId().toString()).collect(Collectors.joining(","))
            + ")");
  }

  private Set<String> publishedIds() {
    Set<String> users = tasks.stream().map(TaskEvent::key).collect(Collectors.toSet());
    return kafka.readAll(Topics.BADGE_EVENTS).stream()
        .filter(event -> users.contains(event.key()))
        .map(event -> KafkaProbe.header(event, MessageHeaders.ID).orElseThrow())
        .collect(Collectors.toSet());
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
