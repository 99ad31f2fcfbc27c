package io.aiw3.nft.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.UserRecord;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A tombstone of the topic users erases what is kept of a user. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class ErasureIT extends BadgeITBase {
  private static final String NEWCOMER = "friends_invited";

  @Test
  void aTombstoneErasesBadgesAndProgressHoweverOftenItComes() {
    task(NEWCOMER, 1);
    awaitBadges(1);

    tombstone();
    tombstone();

    await("badge", 0);
    await("task_progress", 0);
  }

  @Test
  void whatComesLateForARemovedUserIsNotKept() {
    tombstone();
    await("badge_owner", 1);

    TaskEvent event = new TaskEvent(new UserId(user), NEWCOMER, 1, Instant.now());
    RecordMetadata late = kafka.send(event.topic(), event.key(), json(event));
    admin()
        .contentType("application/json")
        .body(Map.of("userId", Integer.toString(user), "badge", "newcomer"))
        .post("/api/v1/admin/badges")
        .then()
        .statusCode(404)
        .body("error.details.resource", equalTo("user"));
    Awaitility.await().until(() -> isProcessed(late));

    assertThat(count("task_progress")).isZero();
    assertThat(count("badge")).isZero();
  }

  @Test
  void aUserWhoComesBackEarnsBadgesAgainWithHigherNumbers() {
    task(NEWCOMER, 1);
    awaitBadges(1);
    bindWithKey("newcomer", null, 200);
    tombstone();
    await("badge", 0);

    record(Instant.now().plusSeconds(5));
    Awaitility.await()
        .until(() -> number("SELECT removed FROM badge_owner WHERE user_id = ?") == 0);
    task(NEWCOMER, 1);
    awaitBadges(1);

    as().get("/api/v1/badges").then().body("data.items[0].state", equalTo("owned"));
    assertThat(versions()).containsExactly(1, 2, 3);
  }

  @Test
  void anUpgradeUnderWayKeepsItsBadgesUntilItEnds() {
    String saga = UUID.randomUUID().toString();
    task("contract_novice_guidance", 1);
    task("personal_data_completed", 1);
    awaitBadges(2);
    bindWithKey("contract_enlightener", null, 200);
    send(new BadgeCommand.ReserveBadges(saga, new UserId(user), 2, 1));
    Awaitility.await()
        .until(
            () ->
                number("SELECT COUNT(*) FROM badge WHERE user_id = ? AND state = 'reserved'") == 1);

    tombstone();
    await("badge", 1);
    send(new BadgeCommand.ConsumeBadges(saga, new UserId(user)));

    await("badge", 0);
    assertThat(eventTypes()).endsWith("consumed");
  }

  /** A record without an id has its place in the log as its identity. */
  private boolean isProcessed(RecordMetadata place) {
    String id = place.topic() + "-" + place.partition() + "-" + place.offset();
    return number("SELECT COUNT(*) FROM inbox WHERE message_id = '" + id + "' AND ? > 0") == 1;
  }

  private void send(BadgeCommand command) {
    kafka.send(command.topic(), command.key(), json(command));
  }

  private void record(Instant at) {
    UserRecord record = new UserRecord(new UserId(user), null, at);
    kafka.send(record.topic(), record.key(), json(record));
  }

  private void tombstone() {
    kafka.send(Topics.USERS, Integer.toString(user), null);
  }

  private void await(String table, int rows) {
    Awaitility.await(table).until(() -> count(table) == rows);
  }

  private int count(String table) {
    return number("SELECT COUNT(*) FROM " + table + " WHERE user_id = ?");
  }

  private int number(String sql) {
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, user);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getInt(1) : -1;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
