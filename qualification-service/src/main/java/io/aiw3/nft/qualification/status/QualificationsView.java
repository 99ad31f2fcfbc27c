package io.aiw3.nft.qualification.status;

import static io.aiw3.nft.contract.ContractJson.text;

import io.aiw3.nft.qualification.domain.Qualification;
import io.aiw3.nft.qualification.domain.Standing;
import java.math.BigDecimal;
import java.util.List;

/** All levels, and what is there and missing for each; beside each amount its exact text. */
public record QualificationsView(
    BigDecimal tradingVolume, String tradingVolumeText, int currentLevel, List<Level> levels) {
  public QualificationsView {
    levels = List.copyOf(levels);
  }

  /** One level. */
  public record Level(
      int level,
      String tierName,
      BigDecimal requiredVolume,
      String requiredVolumeText,
      BigDecimal currentVolume,
      String currentVolumeText,
      BigDecimal shortfall,
      String shortfallText,
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
          text(level.requiredVolume()),
          level.currentVolume(),
          text(level.currentVolume()),
          level.shortfall(),
          text(level.shortfall()),
          level.badgesRequired(),
          level.badgesCollected(),
          level.badgesMissing(),
          level.progress(),
          level.qualified());
    }
  }

  static QualificationsView of(Standing standing, List<Qualification> levels) {
    return new QualificationsView(
        standing.volume(),
        text(standing.volume()),
        standing.heldLevel(),
        levels.stream().map(Level::of).toList());
  }
}
