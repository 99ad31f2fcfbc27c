package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.Tier;
import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualificationRulesTest {
  private static final TierCatalogue TIERS = TierCatalogue.standard();
  private static final BadgeCatalogue BADGES = BadgeCatalogue.standard();
  private static final BigDecimal SMALLEST = new BigDecimal("0.0000000001");

  private final QualificationRules rules = new QualificationRules(TIERS, BADGES);

  @ParameterizedTest
  @CsvSource({"1, 100000, 0", "2, 500000, 2", "3, 5000000, 4", "4, 10000000, 5", "5, 50000000, 6"})
  void everyTierNeedsItsVolumeItsBadgesAndTheLevelBelow(
      int level, BigDecimal required, int badges) {
    List<BoundBadge> enough = bound(level, badges);
    Standing ready = Standings.of(required, enough, level - 1, 0);

    assertThat(rules.of(level, ready).qualified()).isTrue();
    assertThat(rules.of(level, ready).progress()).isEqualByComparingTo("1");

    Qualification justBelow =
        rules.of(level, Standings.of(required.subtract(SMALLEST), enough, level - 1, 0));
    assertThat(justBelow.qualified()).isFalse();
    assertThat(justBelow.progress()).isEqualByComparingTo("0.9999");
    assertThat(justBelow.shortfall()).isEqualByComparingTo(SMALLEST);

    if (level > 1) {
      assertThat(qualified(level, required, bound(level, badges - 1), level - 1, 0)).isFalse();
      assertThat(qualified(level, required, enough, 0, 0)).isFalse();
      assertThat(qualified(level, required, enough, level - 2, 0)).isFalse();
      assertThat(qualified(level, required, enough, level, 0)).isFalse();
      assertThat(qualified(level, required, enough, 0, level - 1)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, ''", "0, 100000, '1'", "1, 100000, '1'", "2, 500000, '1,2'"})
  void eligibleIsWhatOneQualifiesForOrHas(int held, BigDecimal volume, String levels) {
    Standing standing = Standings.of(volume, List.of(), held, 0);
    assertThat(standing.eligibleLevels(rules.all(standing)))
        .extracting(String::valueOf)
        .containsExactlyElementsOf(levels.isEmpty() ? List.of() : List.of(levels.split(",", -1)));
  }

  @Test
  void nobodySkipsALevelWhateverTheVolume() {
    Standing whale = Standings.of(new BigDecimal("99999999999"), allBadges(), 0, 0);

    assertThat(rules.nextLevel(whale)).isEqualTo(1);
    assertThat(rules.all(whale))
        .extracting(Qualification::qualified)
        .containsExactly(true, false, false, false, false);
  }

  @Test
  void badgesOfOtherLevelsDoNotHelp() {
    Standing standing = Standings.of(new BigDecimal("500000"), bound(3, 4), 1, 0);

    Qualification two = rules.of(2, standing);

    assertThat(two.qualified()).isFalse();
    assertThat(two.badgesCollected()).isZero();
    assertThat(two.badgesMissing()).containsExactly("contract_enlightener", "platform_enlightener");
  }

  @Test
  void afterTheHighestLevelThereIsNone() {
    assertThat(rules.nextLevel(Standings.of(BigDecimal.ZERO, List.of(), 5, 0))).isZero();
    assertThat(rules.nextLevel(Standings.of(BigDecimal.ZERO, List.of(), 0, 4))).isEqualTo(5);
  }

  @Property
  void qualifiedIsExactlyTheConjunctionOfTheThreeConditions(@ForAll("standings") Standing s) {
    for (Tier tier : TIERS.tiered()) {
      long badges = s.badges().stream().filter(b -> b.level() == tier.level()).count();
      boolean starts =
          Stream.concat(s.held().stream(), s.resumable().stream())
              .anyMatch(nft -> nft.level() == tier.level() - 1);

      assertThat(rules.of(tier.level(), s).qualified())
          .isEqualTo(
              s.volume().compareTo(tier.requiredVolume()) >= 0
                  && badges >= tier.badgesRequired()
                  && (tier.level() == 1 || starts));
    }
  }

  @Property
  void progressIsOneExactlyWhenTheVolumeSuffices(@ForAll("standings") Standing s) {
    for (Qualification level : rules.all(s)) {
      assertThat(level.progress()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
      assertThat(level.progress().scale()).isEqualTo(4);
      assertThat(level.progress().compareTo(BigDecimal.ONE) == 0).isEqualTo(level.volumeSuffices());
      assertThat(level.currentVolume().add(level.shortfall()))
          .isEqualByComparingTo(level.currentVolume().max(level.requiredVolume()));
    }
  }

  @Property
  void moreVolumeNeverTakesAQualificationAway(
      @ForAll("standings") Standing s, @ForAll("volumes") BigDecimal more) {
    Standing richer =
        new Standing(s.volume().add(more), s.badges(), s.held(), s.resumable(), s.issued());

    for (int level = 1; level <= 5; level++) {
      if (rules.of(level, s).qualified()) {
        assertThat(rules.of(level, richer).qualified()).isTrue();
      }
    }
  }

  @Provide
  Arbitrary<BigDecimal> volumes() {
    Arbitrary<BigDecimal> atTheEdges =
        Combinators.combine(
                Arbitraries.of(TIERS.tiered()).map(Tier::requiredVolume),
                Arbitraries.of(SMALLEST.negate(), BigDecimal.ZERO, SMALLEST))
            .as(BigDecimal::add);
    return Arbitraries.oneOf(
        atTheEdges,
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("60000000")).ofScale(10));
  }

  @Provide
  Arbitrary<Standing> standings() {
    return Combinators.combine(
            volumes(),
            Arbitraries.of(allBadges()).set().map(List::copyOf),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 4))
        .as(Standings::of);
  }

  private boolean qualified(
      int level, BigDecimal volume, List<BoundBadge> badges, int held, int resumable) {
    return rules.of(level, Standings.of(volume, badges, held, resumable)).qualified();
  }

  private static List<BoundBadge> allBadges() {
    return BADGES.badges().stream()
        .filter(badge -> badge.level() != null)
        .map(badge -> new BoundBadge(badge.badge(), badge.level()))
        .toList();
  }

  private static List<BoundBadge> bound(int level, int count) {
    return BADGES.forLevel(level).stream()
        .map(BadgeDefinition::badge)
        .map(badge -> new BoundBadge(badge, level))
        .limit(count)
        .toList();
  }
}
