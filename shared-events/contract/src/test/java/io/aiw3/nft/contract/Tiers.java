package io.aiw3.nft.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Catalogues of tests. */
final class Tiers {
  private Tiers() {}

  /** A sixth tiered level behind the competition's. */
  static TierCatalogue withSeven() {
    List<Tier> tiers = new ArrayList<>(TierCatalogue.standard().tiers());
    tiers.add(
        new Tier(
            7,
            TierKind.TIERED,
            "Seventh",
            "AIW3E",
            "A tier that was added.",
            new BigDecimal("90000000"),
            1,
            new BigDecimal("0.60"),
            60,
            List.of()));
    return new TierCatalogue(tiers);
  }
}
