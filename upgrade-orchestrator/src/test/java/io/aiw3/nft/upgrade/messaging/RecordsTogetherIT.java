package io.aiw3.nft.upgrade.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.SnapshotStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What one fetch brought takes effect as if it had come record by record. */
@QuarkusTest
@QuarkusTestResource(
    value = InfrastructureResource.class,
    initArgs = @ResourceArg(name = "schema", value = "upgrade"))
@QuarkusTestResource(TestTokens.class)
class RecordsTogetherIT {
  private static final AtomicInteger USERS = new AtomicInteger(700_000);

  @Inject NftEventConsumer events;
  @Inject ReadModelConsumer readModels;
  @Inject FeedStore feed;
  @Inject SnapshotStore snapshots;

  private final int user = USERS.incrementAndGet();
  private final int other = USERS.incrementAndGet();

  @Test
  void eachUserIsToldInOrderAndHoldsTheNewest() {
    take(List.of(claimed(user), claimed(other), upgraded(user), burned(other)));

    assertThat(told(user)).containsExactly("1 level 1", "2 level 2");
    assertThat(told(other)).containsExactly("1 level 1", "2 level 0");
    assertThat(position(user).nftLevel()).isEqualTo(2);
    assertThat(position(user).sequence()).isEqualTo(2);
    assertThat(position(other).nftLevel()).isZero();
    assertThat(position(other).nftMint()).isNull();

    take(List.of(claimed(other), claimed(USERS.incrementAndGet())));
    assertThat(told(other)).containsExactly("1 level 1", "2 level 0", "3 level 1");
  }

  @Test
  void whatWasTakenBeforeIsNotTakenAgain() {
    ConsumerRecord<byte[], byte[]> first = claimed(user);
    ConsumerRecord<byte[], byte[]> second = claimed(other);
    take(List.of(first));

    take(List.of(first, second, upgraded(user), second));

    assertThat(told(user)).containsExactly("1 level 1", "2 level 2");
    assertThat(told(other)).containsExactly("1 level 1");
  }

  @Test
  void aBadRecordIsADeadLetterAndTheOthersCount() {
    ConsumerRecord<byte[], byte[]> bad = record(Integer.toString(user), "{\"event\":1");
    ConsumerRecord<byte[], byte[]> unknown =
        write(
            new NftEvent.Claimed(
                Instant.now(),
                new NftEvent.Claimed.Data(
                    new UserId(user), 9, "No Such Tier", TestWallets.newAddress(), "signature")));

    take(List.of(claimed(user), bad, unknown, claimed(other)));
    take(List.of(bad, upgraded(user)));

    assertThat(told(user)).containsExactly("1 level 1", "2 level 2");
    assertThat(told(other)).containsExactly("1 level 1");
    try (KafkaProbe kafka = KafkaProbe.ofTestInfrastructure()) {
      String topic = Topics.deadLetter(Topics.NFT_EVENTS);
      kafka.awaitCount(topic, this::ofUser, 2);
      assertThat(kafka.readAll(topic).stream().filter(this::ofUser)).hasSize(2);
    }
  }

  @Test
  void theNewestSnapshotStaysAndATombstoneRemovesWhatCameBefore() {
    takeSnapshots(List.of(snapshot(user, 2), snapshot(user, 1), snapshot(other, 1)));
    assertThat(version(user)).isEqualTo(2);
    assertThat(version(other)).isEqualTo(1);

    takeSnapshots(
        List.of(snapshot(other, 5), record(Integer.toString(other), null), snapshot(user, 3)));
    assertThat(version(user)).isEqualTo(3);
    assertThat(version(other)).isZero();

    takeSnapshots(List.of(record(Integer.toString(other), null), snapshot(other, 2)));
    assertThat(version(other)).isEqualTo(2);
  }

  private boolean ofUser(ConsumerRecord<String, String> message) {
    return Integer.toString(user).equals(message.key());
  }

  private void take(List<ConsumerRecord<byte[], byte[]>> records) {
    events.on(Fetch.of(records)).await().indefinitely();
  }

  private void takeSnapshots(List<ConsumerRecord<byte[], byte[]>> records) {
    readModels.onSnapshots(Fetch.of(records)).await().indefinitely();
  }

  /** {@code sequence level newLevel} of each event. */
  private List<String> told(int userId) {
    return feed.after(Map.of(userId, 0L)).await().indefinitely().stream()
        .map(
            event ->
                event.sequence()
                    + " level "
                    + Fetch.json(event.body()).at("/data/newLevel").asInt())
        .toList();
  }

  private FeedStore.Position position(int userId) {
    return feed.position(userId).await().indefinitely();
  }

  /** Of the user's snapshot; 0 for none. */
  private long version(int userId) {
    return snapshots
        .standing(new UserId(userId))
        .await()
        .indefinitely()
        .snapshot()
        .map(QualificationSnapshot.Data::version)
        .orElse(0L);
  }

  private static ConsumerRecord<byte[], byte[]> claimed(int userId) {
    return write(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(
                new UserId(userId), 1, "Tech Chicken", TestWallets.newAddress(), "signature")));
  }

  private static ConsumerRecord<byte[], byte[]> upgraded(int userId) {
    return write(
        new NftEvent.Upgraded(
            Instant.now(),
            new NftEvent.Upgraded.Data(
                new UserId(userId),
                1,
                2,
                "Tech Chicken",
                "Quant Ape",
                TestWallets.newAddress(),
                TestWallets.newAddress(),
                "signature")));
  }

  private static ConsumerRecord<byte[], byte[]> burned(int userId) {
    return write(
        new NftEvent.Burned(
            Instant.now(),
            new NftEvent.Burned.Data(
                new UserId(userId),
                1,
                "Tech Chicken",
                TestWallets.newAddress(),
                "signature",
                "saga")));
  }

  private static ConsumerRecord<byte[], byte[]> snapshot(int userId, long version) {
    return write(
        new QualificationSnapshot(
            Instant.now(),
            new QualificationSnapshot.Data(
                new UserId(userId),
                TestWallets.newAddress(),
                BigDecimal.ONE,
                0,
                null,
                0,
                List.of(),
                List.of(),
                version)));
  }

  private static ConsumerRecord<byte[], byte[]> write(ContractMessage message) {
    return Fetch.record(Topics.NFT_EVENTS, message);
  }

  private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
    return Fetch.record(Topics.NFT_EVENTS, key, value);
  }
}
