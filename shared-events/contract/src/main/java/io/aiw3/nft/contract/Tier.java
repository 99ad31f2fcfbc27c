package io.aiw3.nft.contract;

import java.math.BigDecimal;
import java.util.List;

/**
 * A row of the tier catalogue (data model v2, "NFT Tier Definitions").
 *
 * @param level what messages and tables name the tier by; never another kind once it is minted
 * @param kind what a catalogue without kinds means by a required volume: with one it is tiered
 * @param symbol on-chain symbol, at most 10 bytes
 * @param requiredVolume USDT, at least this much; null for the competition NFT
 * @param badgesRequired bound badges of this level that an upgrade to it consumes
 * @param feeReduction fraction, 0–1
 * @param aiagentUses free uses per week
 * @param rights further rights by name
 */
public record Tier(
    int level,
    TierKind kind,
    String name,
    String symbol,
    String description,
    BigDecimal requiredVolume,
    int badgesRequired,
    BigDecimal feeReduction,
    int aiagentUses,
    List<String> rights) {
  public Tier {
    if (kind == null) {
      kind = requiredVolume == null ? TierKind.COMPETITION : TierKind.TIERED;
    }
    rights = rights == null ? List.of() : List.copyOf(rights);
  }

  public boolean competition() {
    return kind == TierKind.COMPETITION;
  }
}
