package io.aiw3.nft.upgrade.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import java.math.BigDecimal;
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
  private static final TierCatalogue TIERS = TierCatalogue.standard();
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
    Holdings holdings = new Holdings(List.of(), TIERS);

    holdings.apply(List.of(STORY.get(0), STORY.get(4)));

    assertThat(holdings.changes())
        .containsExactly(
            change(ANN, STORY.get(0), 1), change(ANN, null, 5), change(BOB, STORY.get(4), 5));
  }

  @Test
  void nobodyIsNotifiedOfWhatMakesNoDifference() {
    Holding higher = nft("higher", ANN, 3, NftStatus.ACTIVE, 1L, 1);
    Holdings holdings = new Holdings(List.of(higher), TIERS);

    holdings.apply(
        List.of(
            STORY.get(0),
            nft("higher", ANN, 3, NftStatus.ACTIVE, 2L, 2),
            nft("higher", ANN, 3, NftStatus.ACTIVE, 1L, 3)));

    assertThat(holdings.changes()).isEmpty();
    assertThat(holdings.changed()).hasSize(2);
  }

  /** In whatever order: the burned NFT is not the one that gives the level. */
  @Test
  void whoHoldsTheNextNftIsNotNotifiedOfNone() {
    Holding next = nft("two", ANN, 2, NftStatus.UNLOCKED, 1L, 9);
    Holding burned = nft("one", ANN, 1, NftStatus.BURNED, 2L, 8);
    Holdings holdings = new Holdings(List.of(STORY.get(0)), TIERS);

    holdings.apply(List.of(next, burned));

    assertThat(holdings.changes()).containsExactly(change(ANN, next, 9));
  }

  @Test
  void benefitsAreOnWhenTheNftIsActiveAndCompetitionNftsCount() {
    Holdings holdings = new Holdings(List.of(), TIERS);

    holdings.apply(
        List.of(
            nft("one", ANN, 2, NftStatus.UNLOCKED, 1L, 1),
            nft("trophy", ANN, 6, NftStatus.ACTIVE, 1L, 2),
            nft("second trophy", ANN, 6, NftStatus.ACTIVE, 1L, 3),
            nft("one", ANN, 2, NftStatus.ACTIVE, 2L, 4),
            nft("trophy", ANN, 6, NftStatus.INACTIVE, 2L, 5),
            nft("second trophy", ANN, 6, NftStatus.INACTIVE, 2L, 6)));

    int uses = TIERS.competition().aiagentUses();
    assertThat(holdings.changes().stream().map(change -> benefits(change.standing())))
        .containsExactly("0 0", "0.25 " + uses, "0.25 " + (20 + uses), "0.2 20");
    assertThat(holdings.standing(ANN).nft().map(Holding::level)).contains(2);
  }

  private static String benefits(Standing standing) {
    return standing.benefits().feeReduction().stripTrailingZeros().toPlainString()
        + " "
        + standing.benefits().aiagentUses();
  }

  private static Holdings.Change change(UserId user, Holding nft, int second) {
    return new Holdings.Change(
        user,
        new Standing(Optional.ofNullable(nft), new Standing.Benefits(BigDecimal.ZERO, 0)),
        BEGIN.plusSeconds(second));
  }

  private static List<Holding> known(List<Holding> events) {
    Holdings holdings = new Holdings(List.of(), TIERS);
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
