package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which changes are published to others, and when. */
public final class SnapshotRules {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final BigDecimal[] required;
  private final Duration interval;

  /**
   * @param interval shortest time between two snapshots of one user
   */
  public SnapshotRules(TierCatalogue tiers, Duration interval) {
    this.required =
        tiers.tiered().stream()
            .map(tier -> tier.requiredVolume().stripTrailingZeros())
            .toArray(BigDecimal[]::new);
    this.interval = interval;
  }

  /** Whether the progress towards any level moved to another whole percent. */
  public boolean significant(BigDecimal published, BigDecimal volume) {
    for (BigDecimal level : required) {
      if (percent(published, level) != percent(volume, level)) {
        return true;
      }
    }
    return false;
  }

  /**
   * When a change may be published.
   *
   * @param last time of the user's newest snapshot, null when there is none
   * @return empty: now
   */
  public Optional<Instant> delayedUntil(Instant last, Instant now) {
    if (last == null) {
      return Optional.empty();
    }
    Instant next = last.plus(interval);
    return next.isAfter(now) ? Optional.of(next) : Optional.empty();
  }

  /** 0–100; 100 only when the volume suffices. */
  private static int percent(BigDecimal volume, BigDecimal required) {
    return volume.compareTo(required) >= 0
        ? HUNDRED.intValue()
        : volume.multiply(HUNDRED).divideToIntegralValue(required).intValue();
  }
}
