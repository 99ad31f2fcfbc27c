package io.aiw3.nft.upgrade.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.MessageHeaders;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.aiw3.nft.upgrade.execution.SagaDriver;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.SagaStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that one fetch brought move sagas as if they had come one by one. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class AnswersTogetherIT {
  private static final AtomicInteger USERS = new AtomicInteger(720_000);

  @Inject SagaReplyConsumer answers;
  @Inject Transactions transactions;
  @Inject SagaDriver driver;
  @Inject SagaStore sagas;
  @Inject HistoryStore history;
  @Inject FeedStore feed;

  private KafkaProbe kafka;

  @BeforeEach
  void connect() {
    kafka = KafkaProbe.ofTestInfrastructure();
  }

  @AfterEach
  void disconnect() {
    kafka.close();
  }

  /** A saga and whose it is. */
  private record Under(String id, UserId user) {}

  @Test
  void eachMovesAndItsUserIsNotified() {
    Under claim = begun(OperationKind.CLAIM, 1);
    Under upgrade = begun(OperationKind.UPGRADE, 2);
    Under waiting = begun(OperationKind.CLAIM, 1);

    take(verified(claim, 1), verified(upgrade, 2));

    assertThat(state(claim)).isEqualTo("minting");
    assertThat(state(upgrade)).isEqualTo("reserving_badges");
    assertThat(state(waiting)).isEqualTo("verifying");
    assertThat(feedOf(claim)).containsExactly("1 started", "2 qualification_verified");
    assertThat(feedOf(upgrade)).containsExactly("1 started", "2 qualification_verified");
    assertThat(feedOf(waiting)).containsExactly("1 started");
    assertThat(count(Topics.MINTING_COMMANDS, claim, 1)).isOne();
    assertThat(count(Topics.BADGE_COMMANDS, upgrade, 1)).isOne();
  }

  @Test
  void severalOfOneSagaCountInTheirOrder() {
    Under claim = begun(OperationKind.CLAIM, 1);
    Under other = begun(OperationKind.CLAIM, 1);

    take(
        verified(claim, 1),
        verified(other, 1),
        new SagaReply.MintSubmitted(claim.id(), claim.user(), 1, mint(), "mintSignature"),
        minted(claim));

    assertThat(saga(claim).saga().status()).isEqualTo(OperationStatus.COMPLETED);
    assertThat(state(other)).isEqualTo("minting");
    assertThat(feedOf(claim))
        .containsExactly(
            "1 started",
            "2 qualification_verified",
            "3 mint_submitted",
            "4 mint_confirmed",
            "5 mint_completed");
    assertThat(kinds(claim))
        .containsExactly(
            "request start",
            "step started",
            "command verify_qualification",
            "reply qualification_verified",
            "step qualification_verified",
            "command mint_nft",
            "reply mint_submitted",
            "step mint_submitted",
            "reply mint_confirmed",
            "step mint_confirmed",
            "step mint_completed");
    assertThat(versions(claim, 5)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void repeatedLateForeignAndUnknownOnesChangeNothing() {
    Under claim = begun(OperationKind.CLAIM, 1);
    Under other = begun(OperationKind.CLAIM, 1);
    Under nobody = new Under(UUID.randomUUID().toString(), other.user());
    ConsumerRecord<byte[], byte[]> first = record(verified(claim, 1), null);

    take(
        List.of(
            first,
            record(verified(claim, 1), null),
            record(verified(new Under(other.id(), claim.user()), 1), null),
            record(verified(nobody, 1), null),
            record(minted(other), null)));
    // the same record again, beside a new one
    take(List.of(first, record(verified(other, 1), null)));

    assertThat(feedOf(claim)).containsExactly("1 started", "2 qualification_verified");
    assertThat(feedOf(other)).containsExactly("1 started", "2 qualification_verified");
    assertThat(count(Topics.MINTING_COMMANDS, claim, 1)).isOne();
    assertThat(count(Topics.MINTING_COMMANDS, other, 1)).isOne();
  }

  @Test
  void aBadOneIsADeadLetterAndTheOthersCount() {
    Under claim = begun(OperationKind.CLAIM, 1);
    Under other = begun(OperationKind.CLAIM, 1);

    take(
        List.of(
            record(verified(claim, 1), null),
            record(verified(new Under("no saga", other.user()), 1), null),
            record(verified(other, 1), null)));

    assertThat(state(claim)).isEqualTo("minting");
    assertThat(state(other)).isEqualTo("minting");
    String key = other.user().toString();
    List<ConsumerRecord<String, String>> letters =
        kafka.awaitCount(Topics.deadLetter(Topics.SAGA_REPLIES), m -> key.equals(m.key()), 1);
    assertThat(letters).singleElement().satisfies(m -> assertThat(m.value()).contains("no saga"));
  }

  @Test
  void whatFollowsFromEachBelongsToItsTrace() {
    Under claim = begun(OperationKind.CLAIM, 1);
    Under other = begun(OperationKind.CLAIM, 1);
    String trace = UUID.randomUUID().toString().replace("-", "");
    String another = UUID.randomUUID().toString().replace("-", "");

    take(List.of(record(verified(claim, 1), trace), record(verified(other, 1), another)));

    assertThat(trace(claim)).isEqualTo(trace);
    assertThat(trace(other)).isEqualTo(another);
  }

  private Under begun(OperationKind kind, int level) {
    UserId user = new UserId(USERS.incrementAndGet());
    StoredSaga stored =
        transactions
            .withEntities(tx -> driver.begin(tx, kind, user, level))
            .await()
            .indefinitely()
            .stored();
    return new Under(stored.saga().id(), user);
  }

  private void take(SagaReply... replies) {
    take(List.of(replies).stream().map(reply -> record(reply, null)).toList());
  }

  private void take(List<ConsumerRecord<byte[], byte[]>> records) {
    answers.on(Fetch.of(records)).await().indefinitely();
  }

  private static ConsumerRecord<byte[], byte[]> record(SagaReply reply, String trace) {
    ConsumerRecord<byte[], byte[]> message = Fetch.record(Topics.SAGA_REPLIES, reply);
    if (trace != null) {
      message
          .headers()
          .add(
              MessageHeaders.TRACE_PARENT,
              ("00-" + trace + "-00f067aa0ba902b7-01").getBytes(UTF_8));
    }
    return message;
  }

  private static SagaReply verified(Under saga, int level) {
    return new SagaReply.QualificationVerified(
        saga.id(),
        saga.user(),
        level,
        TestWallets.newAddress(),
        level - 1,
        level == 1 ? null : mint(),
        false,
        level == 1 ? 0 : 2);
  }

  private static SagaReply minted(Under saga) {
    return new SagaReply.MintConfirmed(
        saga.id(), saga.user(), 1, "Tier 1", mint(), "mintSignature");
  }

  private static String mint() {
    return TestWallets.newAddress();
  }

  private StoredSaga saga(Under saga) {
    return transactions
        .withEntities(tx -> sagas.find(tx.session(), saga.id()))
        .await()
        .indefinitely()
        .orElseThrow();
  }

  private String state(Under saga) {
    return saga(saga).saga().state().wireName();
  }

  private List<String> kinds(Under saga) {
    return transactions
        .run(tx -> history.page(tx, saga.id(), 1, 100))
        .await()
        .indefinitely()
        .stream()
        .map(HistoryStore.Stored::entry)
        .map(entry -> entry.kind().name().toLowerCase(Locale.ROOT) + " " + entry.name())
        .toList();
  }

  /** {@code sequence step} of each event. */
  private List<String> feedOf(Under saga) {
    return feed.after(Map.of(saga.user().value(), 0L)).await().indefinitely().stream()
        .map(event -> event.sequence() + " " + Fetch.json(event.body()).at("/data/step").asText())
        .toList();
  }

  private List<Long> versions(Under saga, int count) {
    return kafka.awaitCount(Topics.UPGRADE_EVENTS, m -> ofSaga(m, saga), count).stream()
        .map(message -> Fetch.json(message.value()).at("/data/version").asLong())
        .toList();
  }

  /** How many of the saga's messages the topic has, once it has {@code atLeast}. */
  private long count(String topic, Under saga, int atLeast) {
    kafka.awaitCount(topic, m -> ofSaga(m, saga), atLeast);
    return kafka.readAll(topic).stream().filter(m -> ofSaga(m, saga)).count();
  }

  private String trace(Under saga) {
    ConsumerRecord<String, String> mint =
        kafka.await(Topics.MINTING_COMMANDS, m -> ofSaga(m, saga));
    return KafkaProbe.header(mint, MessageHeaders.TRACE_PARENT).orElseThrow().substring(3, 35);
  }

  private static boolean ofSaga(ConsumerRecord<String, String> message, Under saga) {
    return message.value() != null && message.value().contains(saga.id());
  }
}
