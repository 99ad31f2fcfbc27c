package io.aiw3.nft.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "badge"))
class InboxIT extends KitITBase {
  private static final String DEAD = Topics.deadLetter(Topics.TASK_EVENTS);

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

  private static void send(UserId user, String task, int count, Map<String, String> headers) {
    kafka.send(Topics.TASK_EVENTS, user.toString(), json(event(user, task, count)), headers);
  }

  private static void awaitEffects(UserId user, String... expected) {
    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> effects(user), List.of(expected)::equals);
  }
}
