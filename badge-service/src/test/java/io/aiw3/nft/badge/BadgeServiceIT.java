package io.aiw3.nft.badge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class BadgeServiceIT {
  private static final AtomicInteger USERS = new AtomicInteger(1000);
  private static KafkaProbe kafka;

  private final int user = USERS.incrementAndGet();

  @BeforeAll
  static void connect() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    kafka = KafkaProbe.ofTestInfrastructure();
  }

  @AfterAll
  static void disconnect() {
    kafka.close();
  }

  @Test
  void aTaskEarnsItsBadgeOnceHoweverOftenItIsTold() {
    task("contract_novice_guidance", 1);
    task("contract_novice_guidance", 1);
    task("personal_data_completed", 1);

    awaitBadges(2);

    as().get("/api/v1/badges")
        .then()
        .statusCode(200)
        .body("success", equalTo(true))
        .body("data.items.badge", contains("contract_enlightener", "platform_enlightener"))
        .body("data.items.state", contains("owned", "owned"))
        .body("data.total", equalTo(2));
    assertThat(eventTypes()).containsExactly("awarded", "awarded");
  }

  @Test
  void oneTaskCanEarnSeveralBadgesAndALateSmallerCountTakesNothingBack() {
    task("friends_invited", 2);
    task("friends_invited", 1);

    awaitBadges(2);

    as().get("/api/v1/badges/catalogue?level=5")
        .then()
        .statusCode(200)
        .body("data.find { it.badge == 'fission_messenger' }.taskProgress", equalTo(2))
        .body("data.find { it.badge == 'fission_messenger' }.state", equalTo(null));
  }

  @Test
  void bindingHasOneWinnerAndNoWayBack() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    List<Integer> answers =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> as().post("/api/v1/badges/contract_enlightener/bind").statusCode())
            .sorted()
            .toList();

    assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409, 409, 409);
    as().post("/api/v1/badges/contract_enlightener/bind")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("BADGE_ALREADY_BOUND"))
        .body("error.details.state", equalTo("bound"));
  }

  @Test
  void theSameIdempotencyKeyGivesTheSameAnswer() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    String first = bindWithKey("contract_enlightener", "k1", 200);
    String second = bindWithKey("contract_enlightener", "k1", 200);

    assertThat(second).isEqualTo(first);
    assertThat(first).containsPattern("\"boundAt\":\"[0-9T:-]{19}(\\.[0-9]{1,3})?Z\"");
  }

  @Test
  void aKeyUsedForAnotherBodyIsRefused() {
    String admin = TestTokens.withRoles(1, "admin");
    String key = UUID.randomUUID().toString();
    award(admin, key, "newcomer").then().statusCode(201);

    award(admin, key, "strategy_creator")
        .then()
        .statusCode(409)
        .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"))
        .body("error.details.idempotencyKey", equalTo(key));
  }

  @Test
  void anothersBadgeCannotBeToldFromNone() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);

    given()
        .auth()
        .oauth2(TestTokens.user(USERS.incrementAndGet(), null))
        .post("/api/v1/badges/contract_enlightener/bind")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("NOT_FOUND"));
  }

  @Test
  void withoutATokenThereIsNothing() {
    given()
        .header("X-Request-ID", "req-7")
        .get("/api/v1/badges")
        .then()
        .statusCode(401)
        .header("X-Request-ID", "req-7")
        .body("success", equalTo(false))
        .body("error.code", equalTo("UNAUTHORIZED"))
        .body("meta.requestId", equalTo("req-7"));
    as().body("{\"userId\":\"1\",\"badge\":\"newcomer\"}")
        .contentType("application/json")
        .post("/api/v1/admin/badges")
        .then()
        .statusCode(403);
  }

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

  private void bothBound() {
    task("contract_novice_guidance", 1);
    task("personal_data_completed", 1);
    awaitBadges(2);
    bindWithKey("contract_enlightener", null, 200);
    bindWithKey("platform_enlightener", null, 200);
  }

  private io.restassured.specification.RequestSpecification as() {
    return given().auth().oauth2(TestTokens.user(user, null));
  }

  private io.restassured.response.Response award(String token, String key, String badge) {
    return given()
        .auth()
        .oauth2(token)
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(Map.of("userId", Integer.toString(user), "badge", badge))
        .post("/api/v1/admin/badges");
  }

  private String bindWithKey(String badge, String key, int status) {
    var request = as();
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request
        .post("/api/v1/badges/" + badge + "/bind")
        .then()
        .statusCode(status)
        .extract()
        .asString();
  }

  private void task(String task, int count) {
    TaskEvent event = new TaskEvent(new UserId(user), task, count, Instant.now());
    kafka.send(event.topic(), event.key(), json(event));
  }

  @Test
  void theAddressOfAMintedBadgeIsKeptOnceAndNoOtherTakesItsPlace() {
    task("contract_novice_guidance", 1);
    awaitBadges(1);
    UserId owner = new UserId(user);
    String identifier = "contract_enlightener:" + user;
    String address = address();
    var minted = new BadgeCommand.RecordMint(owner, identifier, address, "signature");

    deliver(minted);
    deliver(minted);
    String other = address();
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

  private static String address() {
    String letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    return java.util.concurrent.ThreadLocalRandom.current()
        .ints(44, 0, letters.length())
        .mapToObj(i -> letters.substring(i, i + 1))
        .collect(java.util.stream.Collectors.joining());
  }

  private static String deliver(BadgeCommand command) {
    String body = json(command);
    kafka.send(command.topic(), command.key(), body);
    return body;
  }

  private void awaitBadges(int count) {
    Awaitility.await()
        .untilAsserted(() -> as().get("/api/v1/badges").then().body("data.total", equalTo(count)));
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

  private static java.util.function.Predicate<ConsumerRecord<String, String>> ofSaga(String saga) {
    return reply -> reply.value().contains(saga);
  }

  private List<String> eventTypes() {
    return kafka.readAll(Topics.BADGE_EVENTS).stream()
        .filter(event -> event.key().equals(Integer.toString(user)))
        .map(event -> parse(event).path("eventType").asText())
        .toList();
  }

  private static String type(JsonNode reply) {
    return reply.path("replyType").asText();
  }

  private static JsonNode parse(ConsumerRecord<String, String> message) {
    try {
      return ContractJson.mapper().readTree(message.value());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(ContractMessage message) {
    try {
      return ContractJson.mapper().writeValueAsString(message);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
