package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.infrastructure.Schema;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class InboxIT extends KitITBase {
  private static final String DEAD = Topics.deadLetter(Topics.TASK_EVENTS);

  /** max.message.bytes of the topic; what is over it never comes to us (BombsIT). */
  private static final int BROKERS_LIMIT = 1_048_588;

  /** Key and framing. */
  private static final int ROOM_FOR_THE_REST = 1024;

  /** aiw3.longest.value as it is without configuration. */
  private static final int CONSUMERS_LIMIT = 256 * 1024;

  @Test
  void aMessageTakesEffectOnceUnderWhateverOffset() {
    UserId user = newUser();
    Map<String, String> id = Map.of(MessageHeaders.ID, UUID.randomUUID().toString());

    send(user, "a", 1, id);
    send(user, "a", 1, id);
    send(user, "b", 1, Map.of());

    awaitEffects(user, "a 1", "b 1");
  }

  @Test
  void aFailureThatPassesIsTriedAgainInOrder() {
    UserId user = newUser();
    EffectConsumer.FAILURES.put("stumbles", new AtomicInteger(3));

    send(user, "stumbles", 1, Map.of());
    send(user, "after", 1, Map.of());

    awaitEffects(user, "stumbles 1", "after 1");
  }

  @Test
  void aFailureThatStaysBecomesADeadLetterAndLeavesNothingBehind() {
    UserId user = newUser();
    EffectConsumer.FAILURES.put("falls", new AtomicInteger(Integer.MAX_VALUE));

    send(user, "falls", 1, Map.of(MessageHeaders.ID, "id-of-falls", "other", "kept"));
    send(user, "after", 1, Map.of());

    awaitEffects(user, "after 1");
    ConsumerRecord<String, String> dead = kafka.await(DEAD, m -> user.toString().equals(m.key()));
    assertThat(dead.value()).isEqualTo(json(event(user, "falls", 1)));
    assertThat(KafkaProbe.header(dead, "dlq_reason")).contains("on demand");
    assertThat(KafkaProbe.header(dead, "dlq_exception"))
        .contains("java.lang.IllegalStateException");
    assertThat(KafkaProbe.header(dead, "dlq_topic")).contains(Topics.TASK_EVENTS);
    assertThat(KafkaProbe.header(dead, MessageHeaders.ID)).contains("id-of-falls");
    assertThat(KafkaProbe.header(dead, "other")).contains("kept");
  }

  @Test
  void whatTheRulesRefuseIsADeadLetterAtOnce() {
    UserId user = newUser();

    send(user, "refused", 1, Map.of());

    ConsumerRecord<String, String> dead = kafka.await(DEAD, m -> user.toString().equals(m.key()));
    assertThat(KafkaProbe.header(dead, "dlq_reason")).contains("refused by the rules");
  }

  @Test
  void aDatabaseThatRestartsIsWaitedFor() {
    UserId user = newUser();
    TestInfrastructure.mysql().kill();

    for (int i = 1; i <= 20; i++) {
      send(user, "t", i, Map.of());
    }
    TestInfrastructure.mysql().start();

    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> effects(user).size() == 20);
    assertThat(kafka.readAll(DEAD)).noneMatch(m -> user.toString().equals(m.key()));
  }

  @Test
  void whatTheDatabaseCannotHoldIsADeadLetterAtOnce() {
    UserId user = newUser();

    send(user, "x".repeat(61), 1, Map.of());
    send(user, "after", 1, Map.of());

    awaitEffects(user, "after 1");
    assertThat(
            KafkaProbe.header(
                kafka.await(DEAD, m -> user.toString().equals(m.key())), "dlq_reason"))
        .hasValueSatisfying(reason -> assertThat(reason).contains("too long"));
  }

  @Test
  void oneIdOfTwoSourcesIsTwoEvents() {
    UserId user = newUser();
    String id = UUID.randomUUID().toString();

    send(user, "eu", 1, Map.of(MessageHeaders.ID, id, MessageHeaders.SOURCE, "/quests/eu"));
    send(user, "us", 1, Map.of(MessageHeaders.ID, id, MessageHeaders.SOURCE, "/quests/us"));
    send(user, "eu", 1, Map.of(MessageHeaders.ID, id, MessageHeaders.SOURCE, "/quests/eu"));
    send(user, "none", 1, Map.of(MessageHeaders.ID, id));

    awaitEffects(user, "eu 1", "us 1", "none 1");
  }

  @Test
  void anIdThatLooksLikeAPlaceInTheLogTakesNothingFromTheRecordThere() {
    UserId user = newUser();
    RecordMetadata first = send(user, "first", 1, Map.of());
    String next = "%s-%d-%d".formatted(Topics.TASK_EVENTS, first.partition(), first.offset() + 2);
    String own = "%s-%d-%d".formatted(Topics.TASK_EVENTS, first.partition(), first.offset());

    send(user, "forged", 1, Map.of(MessageHeaders.ID, next));
    send(user, "honest", 1, Map.of());
    send(user, "late", 1, Map.of(MessageHeaders.ID, own));

    awaitEffects(user, "first 1", "forged 1", "honest 1", "late 1");
  }

  @Test
  void aRecordThatTheVersionBeforeHasProcessedTakesNoEffectAgain() throws SQLException {
    UserId user = newUser();
    String id = UUID.randomUUID().toString();
    try (Connection connection = TestInfrastructure.connection(Schema.of("badge"));
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO inbox (consumer, message_id) VALUES (?, ?)")) {
      insert.setString(1, Topics.TASK_EVENTS);
      insert.setString(2, id);
      insert.execute();
    }

    send(user, "again", 1, Map.of(MessageHeaders.ID, id, MessageHeaders.SOURCE, "/quests/eu"));
    send(user, "after", 1, Map.of());

    awaitEffects(user, "after 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h", "\u0001", "\uD83D\uDC14"})
  void aBadRecordWithHeadersOfAnySizeIsADeadLetter(String character) {
    UserId user = newUser();

    send(user, "refused", 1, Map.of("big", character.repeat(16_000), "other", "kept"));
    kafka.send(
        Topics.TASK_EVENTS,
        user.toString(),
        "not JSON",
        Map.of("huge", character.repeat(70_000), "other", "kept"));
    send(user, "after", 1, Map.of());

    awaitEffects(user, "after 1");
    assertThat(kafka.awaitCount(DEAD, m -> user.toString().equals(m.key()), 2))
        .allSatisfy(
            letter -> {
              assertThat(KafkaProbe.header(letter, "dlq_cut")).isPresent();
              assertThat(KafkaProbe.header(letter, "dlq_offset")).isPresent();
            });
  }

  @Test
  void aBadRecordWithAnyKeyIsADeadLetter() {
    UserId user = newUser();
    String mark = UUID.randomUUID().toString();
    for (String key : new String[] {null, "", "k".repeat(256), "k".repeat(70_000)}) {
      kafka.send(Topics.TASK_EVENTS, key, json(event(user, mark, 1)), Map.of());
      kafka.send(Topics.TASK_EVENTS, key, null, Map.of("mark", mark));
    }

    assertThat(kafka.awaitCount(DEAD, m -> mark.equals(KafkaProbe.header(m, "mark").orElse("")), 4))
        .hasSize(4);
    assertThat(kafka.awaitCount(DEAD, m -> m.value() != null && m.value().contains(mark), 4))
        .hasSize(4);
    assertThat(effects(user)).isEmpty();
  }

  @Test
  void aRecordOverTheConsumersLimitIsADeadLetterOfABoundedSize() {
    UserId user = newUser();
    String body = json(event(user, "x", 1)) + " ".repeat(BROKERS_LIMIT);
    String fitting = body.substring(0, BROKERS_LIMIT - ROOM_FOR_THE_REST);

    kafka.send(Topics.TASK_EVENTS, user.toString(), fitting, Map.of());
    send(user, "after", 1, Map.of());

    awaitEffects(user, "after 1");
    ConsumerRecord<String, String> dead = kafka.await(DEAD, m -> user.toString().equals(m.key()));
    assertThat(dead.value()).isEqualTo(fitting.substring(0, CONSUMERS_LIMIT));
    assertThat(KafkaProbe.header(dead, "dlq_cut"))
        .contains("value of %d bytes".formatted(fitting.length()));
  }

  private static RecordMetadata send(
      UserId user, String task, int count, Map<String, String> headers) {
    return kafka.send(Topics.TASK_EVENTS, user.toString(), json(event(user, task, count)), headers);
  }

  private static void awaitEffects(UserId user, String... expected) {
    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> effects(user), List.of(expected)::equals);
  }
}
