package io.aiw3.nft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private final TierCatalogue tiers = TierCatalogue.standard();
  private final BadgeCatalogue badges = BadgeCatalogue.standard();

  @Test
  void theTiersAreThoseOfTheDataModel() {
    assertThat(tiers.tiers())
        .extracting(
            Tier::name,
            t -> t.requiredVolume() == null ? "-" : t.requiredVolume().toPlainString(),
            Tier::badgesRequired,
            t -> t.feeReduction().toPlainString(),
            Tier::aiagentUses)
        .containsExactly(
            tuple("Tech Chicken", "100000", 0, "0.10", 10),
            tuple("Quant Ape", "500000", 2, "0.20", 20),
            tuple("On-chain Hunter", "5000000", 4, "0.30", 30),
            tuple("Alpha Alchemist", "10000000", 5, "0.40", 40),
            tuple("Quantum Alchemist", "50000000", 6, "0.55", 50),
            tuple("Trophy Breeder", "-", 0, "0.25", 0));
  }

  @Test
  void everyLevelHasAsManyBadgesAsItsUpgradeNeeds() {
    for (Tier tier : tiers.tiered()) {
      assertThat(badges.forLevel(tier.level())).hasSize(tier.badgesRequired());
    }
  }

  @Test
  void aCatalogueWhoseVolumesFallIsRefusedWithTheLevel() {
    List<Tier> changed = new ArrayList<>(tiers.tiers());
    Tier two = changed.get(1);
    changed.set(
        1,
        new Tier(
            2,
            two.name(),
            two.symbol(),
            two.description(),
            new BigDecimal("100000"),
            2,
            two.feeReduction(),
            20,
            List.of()));

    assertThatThrownBy(() -> new TierCatalogue(changed))
        .hasMessage("tier catalogue: level 2: volumes must rise");
  }

  @Test
  void amountsAreWrittenPlain() throws Exception {
    assertThat(ContractJson.mapper().writeValueAsString(new BigDecimal("5E+7")))
        .isEqualTo("50000000");
    assertThat(ContractJson.mapper().writeValueAsString(new BigDecimal("0.0000000001")))
        .isEqualTo("0.0000000001");
  }
}
