package io.aiw3.nft.upgrade.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HoldingsTest {
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  /** Claimed, activated, sold to Bob, sold back, upgraded; and an NFT of Bob's that is burned. */
  private static final List<Holding> STORY =
      List.of(
          nft("one", ANN, 1, NftStatus.UNLOCKED, 1L, 1),
          nft("one", ANN, 1, NftStatus.ACTIVE, 2L, 2),
          nft("bob", BOB, 1, NftStatus.UNLOCKED, 1L, 3),
          nft("one", ANN, 1, NftStatus.INACTIVE, 3L, 4),
          nft("one", BOB, 1, NftStatus.UNLOCKED, 4L, 5),
          nft("bob", BOB, 1, NftStatus.BURNED, 2L, 6),
          nft("one", BOB, 1, NftStatus.INACTIVE, 5L, 7),
          nft("one", ANN, 1, NftStatus.UNLOCKED, 6L, 8),
          nft("one", ANN, 1, NftStatus.BURNED, 7L, 9),
          nft("two", ANN, 2, NftStatus.UNLOCKED, 1L, 9));

  @Property(tries = 2000)
  void anyOrderAndAnyRepetitionLeadsToTheSame(@ForAll Random random) {
    List<Holding> events = new ArrayList<>(STORY);
    for (int i = random.nextInt(10); i > 0; i--) {
      events.add(STORY.get(random.nextInt(STORY.size())));
    }
    Collections.shuffle(events, random);

    assertThat(known(events)).isEqualTo(known(STORY));
  }

  @Property(tries = 2000)
  void theSameHoldsForEventsWithoutNumbersByTheirTimes(@ForAll Random random) {
    List<Holding> old = STORY.stream().map(HoldingsTest::withoutVersion).toList();
    List<Holding> events = new ArrayList<>(old);
    events.addAll(old.subList(0, random.nextInt(old.size())));
    Collections.shuffle(events, random);

    assertThat(known(events)).isEqualTo(known(old));
  }

  @Property(tries = 1000)
  void whatHadNoNumberChangesNothingThatHas(@ForAll Random random) {
    List<Holding> events =
        new ArrayList<>(
            STORY.stream()
                .filter(event -> event.status() != NftStatus.BURNED)
                .map(HoldingsTest::withoutVersion)
                .toList());
    Collections.shuffle(events, random);
    List<Holding> all = new ArrayList<>(STORY);
    all.addAll(events);

    assertThat(known(all)).isEqualTo(known(STORY));
  }

  @Test
  void theHolderAndTheFormerHolderAreNotified() {
    Holdings holdings = new Holdings(List.of());

    holdings.apply(List.of(STORY.get(0), STORY.get(4)));

    assertThat(holdings.changes())
        .containsExactly(
            new Holdings.Change(ANN, Optional.of(STORY.get(0)), BEGIN.plusSeconds(1)),
            new Holdings.Change(ANN, Optional.empty(), BEGIN.plusSeconds(5)),
            new Holdings.Change(BOB, Optional.of(STORY.get(4)), BEGIN.plusSeconds(5)));
  }

  @Test
  void nobodyIsNotifiedOfWhatMakesNoDifference() {
    Holding higher = nft("higher", ANN, 3, NftStatus.ACTIVE, 1L, 1);
    Holdings holdings = new Holdings(List.of(higher));

    holdings.apply(
        List.of(
            STORY.get(0),
            nft("higher", ANN, 3, NftStatus.ACTIVE, 2L, 2),
            nft("higher", ANN, 3, NftStatus.ACTIVE, 1L, 3)));

    assertThat(holdings.changes()).isEmpty();
    assertThat(holdings.changed()).hasSize(2);
  }

  private static List<Holding> known(List<Holding> events) {
    Holdings holdings = new Holdings(List.of());
    holdings.apply(events);
    return holdings.changed().stream()
        .map(holding -> holding.status() == NftStatus.BURNED ? burned(holding) : holding)
        .sorted(Comparator.comparing(Holding::mint))
        .toList();
  }

  /** Whose it was last is of no interest any more. */
  private static Holding burned(Holding holding) {
    return new Holding(holding.mint(), ANN, holding.level(), NftStatus.BURNED, null, null);
  }

  private static Holding withoutVersion(Holding holding) {
    return new Holding(
        holding.mint(),
        holding.owner(),
        holding.level(),
        holding.status(),
        null,
        holding.changedAt());
  }

  private static Holding nft(
      String mint, UserId owner, int level, NftStatus status, Long version, int second) {
    return new Holding(mint, owner, level, status, version, BEGIN.plusSeconds(second));
  }
}
