package io.aiw3.nft.kit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.aiw3.nft.testkit.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Administrators read, replay and discard the dead letters of a service. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
@QuarkusTestResource(TestTokens.class)
class DeadLetterApiIT extends KitITBase {
  private static final String DEAD = Topics.deadLetter(Topics.TASK_EVENTS);
  private static final String OWN = "/service-kit-test";
  private static final String LIST =
      "/api/v1/admin/dead-letters/service-kit-test/" + Topics.TASK_EVENTS;
  private static final int ADMIN = 4711;
  private static KafkaProducer<byte[], byte[]> producer;

  @BeforeAll
  static void startProducer() {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                TestInfrastructure.kafkaBootstrapServers(),
                "max.request.size",
                2_000_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void closeProducer() {
    producer.close();
  }

  @Test
  void aLetterIsReadReplayedOnceAndTakesEffectOnce() {
    UserId user = newUser();
    AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    EffectConsumer.FAILURES.put("mended", left);
    String body = json(event(user, "mended", 1));
    int partition =
        kafka
            .send(
                Topics.TASK_EVENTS,
                user.toString(),
                body,
                Map.of(MessageHeaders.ID, "mended-" + user, "other", "kept"))
            .partition();
    long offset = kafka.await(DEAD, m -> user.toString().equals(m.key())).offset();

    JsonPath listed = JsonPath.from(json(get(LIST).extract().path("data.items[0]")));
    assertThat(listed.getLong("offset")).isEqualTo(offset);
    assertThat(listed.getString("state")).isEqualTo("pending");
    assertThat(listed.getString("messageId")).isEqualTo("mended-" + user);
    assertThat(listed.getString("key.text")).isEqualTo(user.toString());
    get(at(offset))
        .body("data.reason", containsString("on demand"))
        .body("data.stack", containsString("IllegalStateException"))
        .body("data.payload.text", equalTo(body))
        .body("data.payload.complete", equalTo(true))
        .body("data.headers.find { it.name == 'other' }.value", equalTo("kept"))
        .body("data.letter.origin", containsString(Topics.TASK_EVENTS + "-" + partition + "-"));

    left.set(0);
    String first = post(offset, "replay", null, null).statusCode(200).extract().asString();
    String again = post(offset, "replay", null, null).statusCode(200).extract().asString();

    assertThat(JsonPath.from(first).getString("data.state")).isEqualTo("replayed");
    assertThat(JsonPath.from(first).getString("data.act.actor")).isEqualTo(Integer.toString(ADMIN));
    assertThat(JsonPath.from(first).getString("data.act.at")).isNotNull();
    assertThat(JsonPath.from(again).getMap("data")).isEqualTo(JsonPath.from(first).getMap("data"));
    Awaitility.await().until(() -> effects(user).equals(List.of("mended 1")));
    List<ConsumerRecord<String, String>> records = sentFor(user.toString());
    assertThat(records).hasSize(2);
    assertThat(records.get(1).partition()).isEqualTo(partition);
    assertThat(records.get(1).timestamp()).isEqualTo(records.get(0).timestamp());
    assertThat(headers(records.get(1))).isEqualTo(headers(records.get(0)));
    post(offset, "discard", "no", null).statusCode(409);
    assertThat(offsets(get(LIST))).doesNotContain(offset);
    get(LIST + "?state=all")
        .body("data.items.find { it.offset == %d }.state".formatted(offset), equalTo("replayed"));
  }

  @Test
  void aDiscardedLetterIsMarkedWithItsReasonAndNotSent() {
    long offset = letter("discarded", OWN, "{}".getBytes(UTF_8), Map.of());

    post(offset, "discard", "  ", null).statusCode(400);
    post(offset, "discard", "a test of the platform", "k1")
        .statusCode(200)
        .body("data.state", equalTo("discarded"))
        .body("data.act.reason", equalTo("a test of the platform"));
    post(offset, "discard", "a test of the platform", "k1").statusCode(200);
    post(offset, "discard", "another one", "k1")
        .statusCode(409)
        .body("error.code", equalTo("IDEMPOTENCY_KEY_REUSED"));
    post(offset, "replay", null, null)
        .statusCode(409)
        .body("error.code", equalTo("DEAD_LETTER_NOT_PENDING"))
        .body("error.details.topic", equalTo(Topics.TASK_EVENTS));

    assertThat(sentFor("discarded")).isEmpty();
  }

  @Test
  void manyAtOnceReplayItOnce() {
    long offset = letter("raced", OWN, "{\"not\":\"an event\"}".getBytes(UTF_8), Map.of());

    List<CompletableFuture<Integer>> calls =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> post(offset, "replay", null, null).extract().statusCode()))
            .limit(6)
            .toList();
    // A replay that is fenced off is answered with 503.
    assertThat(calls.stream().map(CompletableFuture::join)).containsAnyOf(200).isSubsetOf(200, 503);

    post(offset, "replay", null, null).statusCode(200).body("data.state", equalTo("replayed"));
    assertThat(sentFor("raced")).hasSize(1);
  }

  @Test
  void aProcessThatEndsBeforeItsAuditIsCompletedByTheSameRequest() throws SQLException {
    long offset = letter("unsure", OWN, "{}".getBytes(UTF_8), Map.of());
    post(offset, "replay", null, null).statusCode(200);
    update("UPDATE dead_letter_action SET done_at = NULL WHERE letter_offset = " + offset);

    get(at(offset))
        .body("data.letter.state", equalTo("handled"))
        .body("data.letter.act", nullValue());
    post(offset, "discard", "no", null).statusCode(409);
    post(offset, "replay", null, null)
        .statusCode(200)
        .body("data.state", equalTo("replayed"))
        .body("data.act.at", notNullValue());

    assertThat(sentFor("unsure")).hasSize(1);
  }

  @Test
  void whatTheCommandLineHasDealtWithIsNotSentAgain() throws Exception {
    long offset = letter("by-command", OWN, "{}".getBytes(UTF_8), Map.of());
    TopicPartition partition = new TopicPartition(DEAD, 0);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestInfrastructure.kafkaBootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              "aiw3-replay", Map.of(partition, new OffsetAndMetadata(offset + 1, "")))
          .all()
          .get();
    }

    get(at(offset)).body("data.letter.state", equalTo("handled"));
    post(offset, "replay", null, null).statusCode(409);
    assertThat(sentFor("by-command")).isEmpty();
  }

  @Test
  void aLetterThatLacksAPartIsNotReplayed() {
    long offset = letter("cut", OWN, null, Map.of("dlq_cut", "value of 3145728 bytes left out"));

    get(at(offset))
        .body("data.letter.cut", equalTo("value of 3145728 bytes left out"))
        .body("data.payload", nullValue());
    post(offset, "replay", null, null).statusCode(409);
    post(offset, "discard", "too large", null).statusCode(200);
    assertThat(sentFor("cut")).isEmpty();
  }

  @Test
  void bytesAndGiantsAreShownBounded() {
    byte[] bytes = {(byte) 0xff, 0, 1};
    long binary = letter("binary", OWN, bytes, Map.of("evil", "\u0000\u202e<script>"));
    long giant = letter("giant", OWN, "é".repeat(250_000).getBytes(UTF_8), Map.of());

    get(at(binary))
        .body("data.payload.encoding", equalTo("base64"))
        .body("data.payload.text", equalTo(Base64.getEncoder().encodeToString(bytes)))
        .body("data.headers[0].value", equalTo("\u0000\u202e<script>"));
    get(at(giant))
        .body("data.payload.encoding", equalTo("utf8"))
        .body("data.payload.text", equalTo("é".repeat(8 * 1024)))
        .body("data.payload.bytes", equalTo(500_000))
        .body("data.payload.complete", equalTo(false));
    get(LIST + "?pageSize=100").body("data.items.size()", notNullValue());
  }

  @Test
  void pagesHoldEachOwnLetterOnceAndNobodyElses() {
    List<Long> own = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      own.add(0, letter("paged", OWN, "{}".getBytes(UTF_8), Map.of()));
      letter("paged-other", "/another-service", "{}".getBytes(UTF_8), Map.of());
    }
    List<Long> found = new ArrayList<>();
    String cursor = "";
    do {
      ValidatableResponse page = get(LIST + "?state=all&pageSize=2" + cursor);
      found.addAll(offsets(page));
      String next = page.extract().path("data.next");
      cursor = next == null ? null : "&cursor=" + next;
    } while (cursor != null);

    assertThat(found).doesNotHaveDuplicates().containsSubsequence(own);
    assertThat(found).isSortedAccordingTo((one, other) -> Long.compare(other, one));
    get(LIST + "?cursor=0-0").body("data.items", hasSize(0)).body("data.next", nullValue());
    call(ADMIN, "admin").get(LIST + "?cursor=x").then().statusCode(400);
    long others = letter("paged-other", "/another-service", "{}".getBytes(UTF_8), Map.of());
    call(ADMIN, "admin").get(at(others)).then().statusCode(404);
    post(others, "replay", null, null).statusCode(404);
  }

  @Test
  void onlyAdministratorsAndOnlyItsOwnTopics() {
    call(1, "user").get(LIST).then().statusCode(403);
    call(1, "competition_manager").post(at(0) + "/replay").then().statusCode(403);
    given().get(LIST).then().statusCode(401);
    String base = "/api/v1/admin/dead-letters/";
    call(ADMIN, "admin").get(base + "badge-service/task-events").then().statusCode(404);
    call(ADMIN, "admin").get(base + "service-kit-test/trades").then().statusCode(404);
    call(ADMIN, "admin").get(at(1_000_000_000)).then().statusCode(404);
    call(ADMIN, "admin").get(LIST + "/-1/0").then().statusCode(400);
    call(ADMIN, "admin").get(LIST + "/7/0").then().statusCode(404);
  }

  private static long letter(String key, String consumer, byte[] value, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("dlq_reason", "no");
    headers.put("dlq_exception", "java.lang.IllegalStateException");
    headers.put("dlq_consumer", consumer);
    headers.put("dlq_topic", Topics.TASK_EVENTS);
    headers.put("dlq_partition", "0");
    headers.put("dlq_offset", "11");
    headers.put("dlq_timestamp", "1760000000000");
    headers.put("dlq_time", "2026-01-01T00:00:00Z");
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(DEAD, 0, key.getBytes(UTF_8), value);
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    try {
      return producer.send(record).get().offset();
    } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ConsumerRecord<String, String>> sentFor(String key) {
    return kafka.readAll(Topics.TASK_EVENTS).stream().filter(m -> key.equals(m.key())).toList();
  }

  private static Map<String, String> headers(ConsumerRecord<String, String> record) {
    Map<String, String> headers = new TreeMap<>();
    record.headers().forEach(h -> headers.put(h.key(), new String(h.value(), UTF_8)));
    return headers;
  }

  private static List<Long> offsets(ValidatableResponse page) {
    return JsonPath.from(page.extract().asString()).getList("data.items.offset", Long.class);
  }

  private static String at(long offset) {
    return LIST + "/0/" + offset;
  }

  private static ValidatableResponse get(String path) {
    return call(ADMIN, "admin").get(path).then().statusCode(200);
  }

  private static ValidatableResponse post(long offset, String act, String reason, String key) {
    var request = call(ADMIN, "admin");
    if (reason != null) {
      request.contentType("application/json").body(Map.of("reason", reason));
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request.post(at(offset) + "/" + act).then();
  }

  private static io.restassured.specification.RequestSpecification call(int user, String role) {
    return given().header("Authorization", "Bearer " + TestTokens.withRoles(user, role));
  }

  private static void update(String sql) throws SQLException {
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
