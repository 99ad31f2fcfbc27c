package io.aiw3.nft.contract;

import java.math.BigDecimal;
import java.util.List;

/**
 * A row of the tier catalogue (data model v2, "NFT Tier Definitions").
 *
 * @param level 1–5 tiered, 6 competition
 * @param symbol on-chain symbol, at most 10 bytes
 * @param requiredVolume USDT, at least this much; null for the competition NFT
 * @param badgesRequired bound badges of this level that an upgrade to it consumes
 * @param feeReduction fraction, 0–1
 * @param aiagentUses free uses per week
 * @param rights further rights by name
 */
public record Tier(
    int level,
    String name,
    String symbol,
    String description,
    BigDecimal requiredVolume,
    int badgesRequired,
    BigDecimal feeReduction,
    int aiagentUses,
    List<String> rights) {
  /** The level of competition NFTs ("special" in data model v1). */
  public static final int COMPETITION_LEVEL = 6;

  public Tier {
    rights = rights == null ? List.of() : List.copyOf(rights);
  }

  public boolean competition() {
    return level == COMPETITION_LEVEL;
  }
}
