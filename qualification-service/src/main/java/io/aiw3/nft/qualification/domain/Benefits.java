package io.aiw3.nft.qualification.domain;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a user's NFTs give together.
 *
 * @param level level of the active tiered NFT, else that of the competition NFT, else 0
 * @param feeReduction 0–1: the greatest, never a sum
 * @param aiagentUses a week, of all sources
 */
public record Benefits(
    int level,
    BigDecimal feeReduction,
    int aiagentUses,
    List<String> rights,
    List<Source> sources) {
  public static final Benefits NONE = new Benefits(0, BigDecimal.ZERO, 0, List.of(), List.of());

  public Benefits {
    rights = List.copyOf(rights);
    sources = List.copyOf(sources);
  }

  /**
   * What comes from one NFT.
   *
   * @param feeReduction 0 when another NFT reduces more
   */
  public record Source(
      String mintAddress,
      int level,
      String tierName,
      BigDecimal feeReduction,
      int aiagentUses,
      List<String> rights) {
    public Source {
      rights = List.copyOf(rights);
    }
  }
}
