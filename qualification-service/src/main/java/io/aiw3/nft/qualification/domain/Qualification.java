package io.aiw3.nft.qualification.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * A user's qualification for one level, and everything that is missing for it.
 *
 * @param level tiered
 * @param shortfall of volume, 0 when it suffices
 * @param progress by volume, 0–1, four decimals; 1 only when the volume suffices
 * @param badgesCollected bound and unconsumed badges of this level
 * @param badgesMissing catalogue identifiers; empty when enough badges are collected
 * @param lowerLevelHeld whether the NFT that the upgrade starts from is there (always for level 1)
 */
public record Qualification(
    int level,
    String tierName,
    BigDecimal requiredVolume,
    BigDecimal currentVolume,
    BigDecimal shortfall,
    BigDecimal progress,
    int badgesRequired,
    int badgesCollected,
    List<String> badgesMissing,
    boolean lowerLevelHeld) {
  public Qualification {
    badgesMissing = List.copyOf(badgesMissing);
  }

  public boolean volumeSuffices() {
    return shortfall.signum() == 0;
  }

  public boolean badgesSuffice() {
    return badgesCollected >= badgesRequired;
  }

  public boolean qualified() {
    return volumeSuffices() && badgesSuffice() && lowerLevelHeld;
  }
}
