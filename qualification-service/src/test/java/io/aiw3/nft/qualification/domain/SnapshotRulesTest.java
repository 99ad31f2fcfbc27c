package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotRulesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final SnapshotRules rules =
      new SnapshotRules(TierCatalogue.standard(), Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({
    "0, 999.9999999999, false",
    "0, 1000, true",
    "99000, 99999.9999999999, false",
    "99999.9999999999, 100000, true",
    "100000, 104999.9999999999, false",
    "104999, 105000, true",
    "1000, 999.9999999999, true",
    "49999999.9999999999, 50000000, true",
    "50000000, 99000000, false"
  })
  void aWholePercentOfAnyLevelMatters(
      BigDecimal published, BigDecimal volume, boolean significant) {
    assertThat(rules.significant(published, volume)).isEqualTo(significant);
  }

  @Test
  void aUserIsPublishedAtMostOnceASecond() {
    assertThat(rules.delayedUntil(null, NOON)).isEmpty();
    assertThat(rules.delayedUntil(NOON.minusMillis(1000), NOON)).isEmpty();
    assertThat(rules.delayedUntil(NOON.minusMillis(999), NOON)).contains(NOON.plusMillis(1));
  }

  @Property
  void onlyAnotherWholePercentOfSomeLevelMatters(
      @ForAll @BigRange(min = "0", max = "60000000") @Scale(10) BigDecimal published,
      @ForAll @BigRange(min = "-2000", max = "2000") @Scale(10) BigDecimal moves) {
    BigDecimal volume = published.add(moves).max(BigDecimal.ZERO);
    boolean moved =
        TierCatalogue.standard().tiered().stream()
            .map(tier -> tier.requiredVolume().movePointLeft(2))
            .anyMatch(
                percent -> wholePercents(published, percent) != wholePercents(volume, percent));

    assertThat(rules.significant(published, volume)).isEqualTo(moved);
    assertThat(rules.significant(volume, published)).isEqualTo(moved);
  }

  private static int wholePercents(BigDecimal volume, BigDecimal percent) {
    return Math.min(100, volume.divide(percent, 0, RoundingMode.DOWN).intValueExact());
  }
}
