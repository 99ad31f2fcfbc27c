package io.aiw3.nft.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.infrastructure.SchemaDump;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The database goes back to before a user has bound badges, by API alone, and an upgrade has used
 * them; what was published of them is read again (RUNBOOK, Restore from backup).
 */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
@TestProfile(LostBadgesIT.Restoring.class)
class LostBadgesIT extends BadgeITBase {
  private static final String FIRST = "contract_enlightener";
  private static final String SECOND = "platform_enlightener";

  /** As after a restore. */
  public static final class Restoring implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("aiw3.badges.restore", "true");
    }
  }

  @Test
  void bindingsAndReservationsComeBackFromWhatWasPublished() throws SQLException {
    // Given
    SchemaDump dump;
    try (Connection badge = TestInfrastructure.connection(Schema.BADGE)) {
      dump = SchemaDump.take(badge);
    }
    task("contract_novice_guidance", 1);
    task("personal_data_completed", 1);
    awaitBadges(2);
    bindWithKey(FIRST, null, 200);
    bindWithKey(SECOND, null, 200);
    String saga = UUID.randomUUID().toString();
    UserId id = new UserId(user);
    send(new BadgeCommand.ReserveBadges(saga, id, 2, 2));
    awaitReplies(saga, "badges_reserved", 1);
    Awaitility.await().until(() -> rows("SELECT seq FROM outbox").isEmpty());
    List<String> published =
        kafka.readAll(Topics.BADGE_EVENTS).stream()
            .filter(event -> event.key().equals(Integer.toString(user)))
            .map(event -> event.value())
            .toList();
    // When
    try (Connection badge = TestInfrastructure.connection(Schema.BADGE)) {
      dump.restore(badge);
    }
    // On another topic, and so perhaps first.
    send(new BadgeCommand.ConsumeBadges(saga, id));
    published.forEach(
        event ->
            kafka.send(
                Topics.BADGE_EVENTS,
                Integer.toString(user),
                event,
                Map.of(MessageHeaders.ID, UUID.randomUUID().toString())));
    Awaitility.await().until(() -> reservation(saga).equals(List.of("reserved")));
    assertThat(
            kafka.readAll(Topics.SAGA_REPLIES).stream()
                .filter(reply -> reply.value().contains(saga))
                .filter(reply -> reply.value().contains("badges_consumed")))
        .isEmpty();
    // The saga asks again.
    send(new BadgeCommand.ConsumeBadges(saga, id));
    // Then
    awaitReplies(saga, "badges_consumed", 1);
    assertThat(
            rows(
                "SELECT CONCAT_WS(' ', badge, state, version, bound_at IS NOT NULL) FROM badge"
                    + " WHERE user_id = "
                    + user
                    + " ORDER BY badge"))
        .containsExactly(FIRST + " consumed 4 1", SECOND + " consumed 4 1");
    assertThat(reservation(saga)).containsExactly("consumed");
  }

  private static List<String> reservation(String saga) throws SQLException {
    return rows("SELECT state FROM badge_reservation WHERE saga_id = '" + saga + "'");
  }

  private static void send(ContractMessage message) {
    kafka.send(
        message.topic(),
        message.key(),
        json(message),
        Map.of(MessageHeaders.ID, UUID.randomUUID().toString()));
  }

  private static void awaitReplies(String saga, String type, int count) {
    kafka.awaitCount(
        Topics.SAGA_REPLIES,
        reply -> reply.value().contains(saga) && reply.value().contains(type),
        count);
  }

  private static List<String> rows(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.BADGE);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    }
  }
}
