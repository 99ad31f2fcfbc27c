package io.aiw3.nft.upgrade.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeEvent;
import io.aiw3.nft.contract.BadgeState;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.NftEvent;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.testkit.InfrastructureResource;
import io.aiw3.nft.testkit.KafkaProbe;
import io.aiw3.nft.testkit.TestTokens;
import io.aiw3.nft.testkit.TestWallets;
import io.aiw3.nft.upgrade.persistence.FeedListeners;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.aiw3.nft.upgrade.persistence.SnapshotStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
  @Inject BadgeEventConsumer badges;
  @Inject FeedStore feed;
  @Inject FeedListeners listeners;
  @Inject SnapshotStore snapshots;

  private final int user = USERS.incrementAndGet();
  private final int other = USERS.incrementAndGet();
  private final String mint = TestWallets.newAddress();
  private final String higher = TestWallets.newAddress();
  private final String theirs = TestWallets.newAddress();

  @Test
  void eachUserIsNotifiedInOrderAndHoldsTheNewest() {
    take(List.of(claimed(user, mint, 1L), claimed(other, theirs, 1L)));
    take(List.of(upgraded(user, mint, 1L), burned(other, theirs, 2L)));

    assertThat(feedOf(user)).containsExactly("1 level 1", "2 level 2");
    assertThat(feedOf(other)).containsExactly("1 level 1", "2 level 0");
    assertThat(position(user).nftLevel()).isEqualTo(2);
    assertThat(position(user).sequence()).isEqualTo(2);
    assertThat(position(other).nftLevel()).isZero();
    assertThat(position(other).nftMint()).isNull();
  }

  @Test
  void whatIsBurnedIsNotHeldAgainByOldEvents() {
    for (Long version : Arrays.asList(1L, null)) {
      int holder = USERS.incrementAndGet();
      String nft = TestWallets.newAddress();
      take(List.of(claimed(holder, nft, version)));
      take(List.of(burned(holder, nft, version == null ? null : 2L)));

      take(List.of(claimed(holder, nft, version), activated(holder, nft, 7L)));

      assertThat(feedOf(holder)).containsExactly("1 level 1", "2 level 0");
      assertThat(position(holder).nftMint()).isNull();
    }
  }

  @Test
  void anOldDepartureDoesNotTakeAwayWhatHasComeBack() {
    take(List.of(claimed(user, mint, 1L)));
    take(List.of(transferred(user, mint, false, 2L)));
    take(List.of(transferred(user, mint, true, 3L)));

    take(List.of(transferred(user, mint, false, 2L), transferred(user, mint, false, null)));

    assertThat(feedOf(user)).containsExactly("1 level 1", "2 level 0", "3 level 1");
    assertThat(position(user).nftMint()).isEqualTo(mint);
  }

  @Test
  void anNftThatPassesToAnotherUserIsTheirsInAnyOrderOfTheEvents() {
    take(List.of(claimed(user, mint, 1L)));

    // The new owner's partition is ahead of the earlier one's.
    take(List.of(transferred(other, mint, true, 3L)));
    take(List.of(transferred(user, mint, false, 2L)));

    assertThat(feedOf(user)).containsExactly("1 level 1", "2 level 0");
    assertThat(feedOf(other)).containsExactly("1 level 1");
    assertThat(position(user).nftMint()).isNull();
    assertThat(position(other).nftMint()).isEqualTo(mint);
  }

  @Test
  void ofSeveralNftsTheActiveOneGivesTheLevelAndThenTheHighest() {
    take(List.of(claimed(user, mint, 1L), upgraded(user, TestWallets.newAddress(), 1L)));
    assertThat(position(user).nftLevel()).isEqualTo(2);

    take(List.of(activated(user, mint, 2L)));
    assertThat(position(user).nftLevel()).isEqualTo(1);

    take(List.of(burned(user, mint, 3L)));
    assertThat(position(user).nftLevel()).isEqualTo(2);
    assertThat(feedOf(user)).containsExactly("1 level 1", "2 level 2", "3 level 1", "4 level 2");
  }

  @Test
  void whatWasTakenBeforeIsNotTakenAgain() {
    ConsumerRecord<byte[], byte[]> first = claimed(user, mint, 1L);
    ConsumerRecord<byte[], byte[]> second = claimed(other, theirs, 1L);
    take(List.of(first));

    take(List.of(first, second, upgraded(user, mint, 1L), second));

    assertThat(feedOf(user)).containsExactly("1 level 1", "2 level 2");
    assertThat(feedOf(other)).containsExactly("1 level 1");
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

    take(List.of(claimed(user, mint, 1L), bad, unknown, claimed(other, theirs, 1L)));
    take(List.of(bad, upgraded(user, mint, 1L)));

    assertThat(feedOf(user)).containsExactly("1 level 1", "2 level 2");
    assertThat(feedOf(other)).containsExactly("1 level 1");
    try (KafkaProbe kafka = KafkaProbe.ofTestInfrastructure()) {
      String topic = Topics.deadLetter(Topics.NFT_EVENTS);
      kafka.awaitCount(topic, this::ofUser, 2);
      assertThat(kafka.readAll(topic).stream().filter(this::ofUser)).hasSize(2);
    }
  }

  @Test
  void anEventUnderAnotherUsersKeyIsADeadLetter() {
    ConsumerRecord<byte[], byte[]> foreign = claimed(user, mint, 1L);

    take(
        List.of(
            Fetch.record(
                Topics.NFT_EVENTS, Integer.toString(other), new String(foreign.value(), UTF_8))));

    assertThat(feedOf(user)).isEmpty();
    assertThat(feedOf(other)).isEmpty();
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

    takeSnapshots(List.of(snapshot(other, 5), snapshot(other, 2)));
    assertThat(version(other)).as("older than the one that was removed").isZero();

    takeSnapshots(List.of(record(Integer.toString(other), null), snapshot(other, 6)));
    assertThat(version(other)).isEqualTo(6);
  }

  @Test
  void ofManySnapshotsThatComeTogetherTheNewestIsPublishedToWhoListens() {
    listeners.note(List.of(user), Duration.ofMinutes(1)).await().indefinitely();

    takeSnapshots(
        List.of(snapshot(user, 1), snapshot(user, 3), snapshot(user, 2), snapshot(other, 1)));
    takeSnapshots(List.of(snapshot(user, 2), snapshot(user, 1)));

    assertThat(qualificationsOf(user)).containsExactly("nft:qualification_changed 3");
    assertThat(qualificationsOf(other)).isEmpty();

    takeSnapshots(List.of(snapshot(user, 4), record(Integer.toString(user), null)));
    assertThat(qualificationsOf(user)).as("removed").hasSize(1);
  }

  @Test
  void anAwardIsPublishedOnceAndABadgeUnlessItIsOlderThanTheFeed() {
    ConsumerRecord<byte[], byte[]> award = awarded(user, mint);
    take(List.of(award, claimed(user, higher, 1L), award));
    take(List.of(awarded(user, mint)));

    assertThat(namesOf(user))
        .containsExactly("nft:status_changed", "nft:awarded", "nft:status_changed");
    Instant now = Instant.now();
    badges
        .on(
            Fetch.of(
                List.of(badge(other, now.minus(Duration.ofDays(2)), 1L), badge(other, now, 2L))))
        .await()
        .indefinitely();
    assertThat(namesOf(other)).containsExactly("nft:badge_changed");
  }

  private List<String> namesOf(int userId) {
    return feed.after(Map.of(userId, 0L)).await().indefinitely().stream()
        .map(event -> Fetch.json(event.body()).path("event").asText())
        .toList();
  }

  private List<String> qualificationsOf(int userId) {
    return feed.after(Map.of(userId, 0L)).await().indefinitely().stream()
        .map(event -> Fetch.json(event.body()))
        .map(body -> body.path("event").asText() + " " + body.at("/data/version").asLong())
        .toList();
  }

  private static ConsumerRecord<byte[], byte[]> awarded(int userId, String nft) {
    return write(
        new NftEvent.Awarded(
            Instant.now(),
            new NftEvent.Awarded.Data(
                new UserId(userId), 6, "Trophy Breeder", nft, "signature", "spring", 1)));
  }

  private static ConsumerRecord<byte[], byte[]> badge(int userId, Instant at, long version) {
    return Fetch.record(
        Topics.BADGE_EVENTS,
        new BadgeEvent.Bound(
            at,
            new BadgeEvent.Data(
                new UserId(userId),
                "newcomer",
                "newcomer:" + userId,
                "Newcomer",
                BadgeType.ACHIEVEMENT_BADGE,
                3,
                BadgeState.BOUND,
                null,
                version)));
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
  private List<String> feedOf(int userId) {
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
        .standing(new UserId(userId), 1, Duration.ZERO)
        .await()
        .indefinitely()
        .snapshot()
        .map(QualificationSnapshot.Data::version)
        .orElse(0L);
  }

  private static ConsumerRecord<byte[], byte[]> claimed(int userId, String nft, Long version) {
    return write(
        new NftEvent.Claimed(
            Instant.now(),
            new NftEvent.Claimed.Data(
                new UserId(userId), 1, "Tech Chicken", nft, "signature", null, version)));
  }

  /** To the NFT {@code higher}. */
  private ConsumerRecord<byte[], byte[]> upgraded(int userId, String old, Long version) {
    return write(
        new NftEvent.Upgraded(
            Instant.now(),
            new NftEvent.Upgraded.Data(
                new UserId(userId),
                1,
                2,
                "Tech Chicken",
                "Quant Ape",
                old,
                higher,
                "signature",
                version)));
  }

  private static ConsumerRecord<byte[], byte[]> burned(int userId, String nft, Long version) {
    return write(
        new NftEvent.Burned(
            Instant.now(),
            new NftEvent.Burned.Data(
                new UserId(userId), 1, "Tech Chicken", nft, "signature", "saga", version)));
  }

  private static ConsumerRecord<byte[], byte[]> activated(int userId, String nft, Long version) {
    return write(
        new NftEvent.Activated(
            Instant.now(),
            new NftEvent.Activated.Data(new UserId(userId), 1, "Tech Chicken", nft, version)));
  }

  private static ConsumerRecord<byte[], byte[]> transferred(
      int userId, String nft, boolean held, Long version) {
    return write(
        new NftEvent.Transferred(
            Instant.now(),
            new NftEvent.Transferred.Data(
                new UserId(userId),
                1,
                "Tech Chicken",
                nft,
                held,
                held ? NftStatus.UNLOCKED : NftStatus.INACTIVE,
                null,
                null,
                version)));
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
