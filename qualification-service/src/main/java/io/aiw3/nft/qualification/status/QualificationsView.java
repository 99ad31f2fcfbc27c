package io.aiw3.nft.qualification.status;

import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.Standing;
import java.math.BigDecimal;
import java.util.List;

/** All levels, and what is there and missing for each. */
public record QualificationsView(BigDecimal tradingVolume, int currentLevel, List<Level> levels) {
  public QualificationsView {
    levels = List.copyOf(levels);
  }

  /** One level. */
  public record Level(
      int level,
      String tierName,
      BigDecimal requiredVolume,
      BigDecimal currentVolume,
      BigDecimal shortfall,
      int badgesRequired,
      int badgesCollected,
      List<String> badgesMissing,
      BigDecimal progress,
      boolean qualified) {
    static Level of(Qualification level) {
      return new Level(
          level.level(),
          level.tierName(),
          level.requiredVolume(),
          level.currentVolume(),
          level.shortfall(),
          level.badgesRequired(),
          level.badgesCollected(),
          level.badgesMissing(),
          level.progress(),
          level.qualified());
    }
  }

  static QualificationsView of(Standing standing, List<Qualification> levels) {
    return new QualificationsView(
        standing.volume(), standing.heldLevel(), levels.stream().map(Level::of).toList());
  }
}
