package io.aiw3.nft.badge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Reservations for sagas, addresses of minted badges, and messages that are wrong. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class BadgeCommandsIT extends BadgeITBase {
  @Test
  void aReservationTakesAllOrNone() {
    task("contract_novice_guidance", 1);
    task("personal_data_completed", 1);
    awaitBadges(2);
    bindWithKey("contract_enlightener", null, 200);
    String saga = UUID.randomUUID().toString();

    JsonNode refused = ask(new BadgeCommand.ReserveBadges(saga, new UserId(user), 2, 2));

    assertThat(refused.path("replyType").asText()).isEqualTo("badges_refused");
    assertThat(refused.path("badgesAvailable").asInt()).isEqualTo(1);
    assertThat(refused.path("missing").toString()).isEqualTo("[\"platform_enlightener\"]");
    as().get("/api/v1/badges?state=bound").then().body("data.total", equalTo(1));
  }

  @Test
  void reservedBadgesAreFreedOrConsumedAndRepeatedCommandsChangeNothing() {
    bothBound();
    String failing = UUID.randomUUID().toString();
    String upgrade = UUID.randomUUID().toString();
    UserId id = new UserId(user);

    assertThat(type(ask(new BadgeCommand.ReserveBadges(failing, id, 2, 2))))
        .isEqualTo("badges_reserved");
    assertThat(type(ask(new BadgeCommand.ReserveBadges(upgrade, id, 2, 2))))
        .isEqualTo("badges_refused");
    assertThat(type(ask(new BadgeCommand.ReleaseBadges(failing, id)))).isEqualTo("badges_released");
    assertThat(type(ask(new BadgeCommand.ReserveBadges(failing, id, 2, 2))))
        .isEqualTo("badges_refused");
    assertThat(type(ask(new BadgeCommand.ReserveBadges(upgrade, id, 2, 2))))
        .isEqualTo("badges_reserved");
    assertThat(type(ask(new BadgeCommand.ConsumeBadges(upgrade, id)))).isEqualTo("badges_consumed");
    assertThat(type(ask(new BadgeCommand.ConsumeBadges(upgrade, id)))).isEqualTo("badges_consumed");

    as().get("/api/v1/badges?state=consumed").then().body("data.total", equalTo(2));
    assertThat(eventTypes())
        .containsExactly(
            "awarded",
            "awarded",
            "bound",
            "bound",
            "reserved",
            "reserved",
            "released",
            "released",
            "reserved",
            "reserved",
            "consumed",
            "consumed");
    assertThat(versions()).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6);
  }

  @Test
  void badMessagesAreDeadLettersAndTheRestGoesOn() {
    String key = Integer.toString(user);
    kafka.send(Topics.TASK_EVENTS, key, "not json");
    kafka.send(Topics.TASK_EVENTS, key, "{}", Map.of(MessageHeaders.SCHEMA_VERSION, "2"));
    String withoutKey = "{\"userId\":\"" + key + "\",\"task\":\"x\",\"count\":1}";
    kafka.send(Topics.TASK_EVENTS, null, withoutKey);
    task("contract_novice_guidance", 1);

    awaitBadges(1);

    List<String> reasons =
        kafka
            .awaitCount(
                Topics.deadLetter(Topics.TASK_EVENTS),
                dead -> key.equals(dead.key()) || withoutKey.equals(dead.value()),
                3)
            .stream()
            .map(dead -> KafkaProbe.header(dead, "dlq_reason").orElseThrow())
            .toList();
    assertThat(reasons)
        .anyMatch(reason -> reason.startsWith("the body does not fit"))
        .contains("schema version 2 is not known", "the record has no key");
  }

  @Test
  void aSagaOfAnotherUserIsADeadLetter() {
    bothBound();
    String saga = UUID.randomUUID().toString();
    UserId other = new UserId(USERS.incrementAndGet());
    ask(new BadgeCommand.ReserveBadges(saga, new UserId(user), 2, 2));

    String foreign = deliver(new BadgeCommand.ReleaseBadges(saga, other));

    kafka.await(
        Topics.deadLetter(Topics.BADGE_COMMANDS), message -> foreign.equals(message.value()));
    as().get("/api/v1/badges?state=reserved").then().body("data.total", equalTo(2));
  }

  @Test
  void aReservationOfANegativeCountIsADeadLetter() {
    String saga = UUID.randomUUID().toString();
    var command = new BadgeCommand.ReserveBadges(saga, new UserId(user), 2, -1);
    kafka.send(command.topic(), command.key(), json(command));

    assertThat(
            KafkaProbe.header(
                kafka.await(
                    Topics.deadLetter(Topics.BADGE_COMMANDS),
                    dead -> json(command).equals(dead.value())),
                "dlq_reason"))
        .contains("count is negative");
  }

  @Test
  void aMessageOfTheSameIdTakesEffectOnce() {
    bothBound();
    String saga = UUID.randomUUID().toString();
    var command = new BadgeCommand.ReserveBadges(saga, new UserId(user), 2, 2);
    Map<String, String> headers = Map.of(MessageHeaders.ID, UUID.randomUUID().toString());
    for (int i = 0; i < 3; i++) {
      kafka.send(command.topic(), command.key(), json(command), headers);
    }

    ask(new BadgeCommand.ReleaseBadges(saga, new UserId(user)));

    assertThat(replies(saga)).containsExactly("badges_reserved", "badges_released");
  }

  @Test
  void theAddressOfAMintedBadgeIsKeptOnceAndNoOtherTakesItsPlace() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);
    UserId owner = new UserId(user);
    String identifier = "contract_enlightener:" + user;
    String address = TestWallets.newAddress();
    var minted = new BadgeCommand.RecordMint(owner, identifier, address, "signature");

    deliver(minted);
    deliver(minted);
    String other = TestWallets.newAddress();
    String refused = deliver(new BadgeCommand.RecordMint(owner, identifier, other, "signature"));
    String unknown =
        deliver(new BadgeCommand.RecordMint(owner, "newcomer:" + user, other, "signature"));
    String malformed =
        deliver(new BadgeCommand.RecordMint(owner, identifier, "0xabc", "signature"));

    for (String deadLetter : List.of(refused, unknown, malformed)) {
      kafka.await(
          Topics.deadLetter(Topics.BADGE_COMMANDS), message -> deadLetter.equals(message.value()));
    }
    as().get("/api/v1/badges")
        .then()
        .statusCode(200)
        .body("data.items.mintAddress", contains(address))
        .body("data.items.state", contains("owned"));
    assertThat(eventTypes())
        .as("where it is minted is no step of its life")
        .containsExactly("awarded");
    assertThat(
            kafka.readAll(Topics.deadLetter(Topics.BADGE_COMMANDS)).stream()
                .filter(letter -> Integer.toString(user).equals(letter.key())))
        .as("the repeated one is none")
        .hasSize(3);
  }

  private void bothBound() {
    task("contract_novice_guidance", 1);
    task("personal_data_completed", 1);
    awaitBadges(2);
    bindWithKey("contract_enlightener", null, 200);
    bindWithKey("platform_enlightener", null, 200);
  }

  private static String deliver(BadgeCommand command) {
    String body = json(command);
    kafka.send(command.topic(), command.key(), body);
    return body;
  }

  /** Sends the command and returns the saga's next reply. */
  private JsonNode ask(BadgeCommand command) {
    int before = replies(command.sagaId()).size();
    kafka.send(command.topic(), command.key(), json(command));
    List<ConsumerRecord<String, String>> all =
        kafka.awaitCount(Topics.SAGA_REPLIES, ofSaga(command.sagaId()), before + 1);
    return parse(all.get(before));
  }

  private static List<String> replies(String saga) {
    return kafka.readAll(Topics.SAGA_REPLIES).stream()
        .filter(ofSaga(saga))
        .map(reply -> type(parse(reply)))
        .toList();
  }

  private static Predicate<ConsumerRecord<String, String>> ofSaga(String saga) {
    return reply -> reply.value().contains(saga);
  }

  private static String type(JsonNode reply) {
    return reply.path("replyType").asText();
  }
}
