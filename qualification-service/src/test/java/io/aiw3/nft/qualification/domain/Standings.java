package io.aiw3.nft.qualification.domain;

import io.aiw3.nft.contract.TierCatalogue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Standings of users with one NFT at most. */
final class Standings {
  private Standings() {}

  /**
   * @param held level of the NFT held, 0 for none
   * @param burned level of the burned NFT without a successor, 0 for none
   */
  static Standing of(BigDecimal volume, List<BoundBadge> badges, int held, int burned) {
    return Standing.of(
        TierCatalogue.standard(),
        volume,
        badges,
        nft("mint", held),
        nft("burned", burned),
        Set.of());
  }

  private static List<TieredNft> nft(String mint, int level) {
    return level == 0 ? List.of() : List.of(new TieredNft(mint, level, true));
  }
}
