package io.aiw3.nft.badge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.TaskEvent;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A user of its own for each test, and what is sent and read on its behalf. */
abstract class BadgeITBase {
  static final AtomicInteger USERS = new AtomicInteger(1000);
  static KafkaProbe kafka;

  final int user = USERS.incrementAndGet();

  @BeforeAll
  static void connect() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    kafka = KafkaProbe.ofTestInfrastructure();
  }

  @AfterAll
  static void disconnect() {
    kafka.close();
  }

  static io.restassured.specification.RequestSpecification admin() {
    return given().auth().oauth2(TestTokens.withRoles(1, "admin"));
  }

  io.restassured.specification.RequestSpecification as() {
    return given().auth().oauth2(TestTokens.user(user, null));
  }

  String bindWithKey(String badge, String key, int status) {
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

  void task(String task, int count) {
    TaskEvent event = new TaskEvent(new UserId(user), task, count, Instant.now());
    kafka.send(event.topic(), event.key(), json(event));
  }

  void awaitBadges(int count) {
    Awaitility.await()
        .untilAsserted(() -> as().get("/api/v1/badges").then().body("data.total", equalTo(count)));
  }

  List<String> eventTypes() {
    return kafka.readAll(Topics.BADGE_EVENTS).stream()
        .filter(event -> event.key().equals(Integer.toString(user)))
        .map(event -> parse(event).path("eventType").asText())
        .toList();
  }

  List<JsonNode> events() {
    return kafka.readAll(Topics.BADGE_EVENTS).stream()
        .filter(event -> event.key().equals(Integer.toString(user)))
        .map(event -> parse(event).path("data"))
        .toList();
  }

  List<Integer> versions() {
    return kafka.readAll(Topics.BADGE_EVENTS).stream()
        .filter(event -> event.key().equals(Integer.toString(user)))
        .map(event -> parse(event).path("data").path("version").asInt())
        .toList();
  }

  static JsonNode parse(ConsumerRecord<String, String> message) {
    try {
      return ContractJson.mapper().readTree(message.value());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String json(ContractMessage message) {
    try {
      return ContractJson.mapper().writeValueAsString(message);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
