package io.aiw3.nft.upgrade.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a user lacks for a level; amounts in USDT.
 *
 * @param shortfall 0 when the volume suffices
 * @param badgesMissing identifiers in the badge catalogue
 */
public record Shortfall(
    BigDecimal required,
    BigDecimal current,
    BigDecimal shortfall,
    int badgesRequired,
    int badgesCollected,
    List<String> badgesMissing,
    int currentLevel,
    int targetLevel) {
  public Shortfall {
    badgesMissing = List.copyOf(badgesMissing);
  }
}
