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
            TierKind.TIERED,
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
  void theCompetitionLevelMayLieAmongTheTieredOnes() {
    TierCatalogue seven = Tiers.withSeven();

    assertThat(seven.tiered()).extracting(Tier::level).containsExactly(1, 2, 3, 4, 5, 7);
    assertThat(seven.competition().level()).isEqualTo(6);
    assertThat(seven.next(0)).isEqualTo(1);
    assertThat(seven.next(5)).isEqualTo(7);
    assertThat(seven.next(7)).isZero();
    assertThat(seven.previous(7)).isEqualTo(5);
    assertThat(seven.previous(1)).isZero();
    assertThat(seven.isTiered(6)).isFalse();
    assertThat(seven.isCompetition(6)).isTrue();
    assertThat(seven.isTiered(8)).isFalse();
    assertThat(seven.isCompetition(8)).isFalse();
    assertThat(seven.isUpgrade(7)).isTrue();
    assertThat(seven.isUpgrade(1)).isFalse();
  }

  @Test
  void aCatalogueWithoutKindsSaysByTheVolume() throws Exception {
    String text = ContractJson.mapper().writeValueAsString(tiers);
    assertThat(text).contains("\"kind\":\"competition\"");
    String before = text.replaceAll("\"kind\":\"\\w+\",", "");
    assertThat(before).doesNotContain("kind");

    TierCatalogue read = ContractJson.mapper().readValue(before, TierCatalogue.class);
    assertThat(read.tiers()).extracting(Tier::kind).isEqualTo(kinds(tiers));
  }

  private static List<TierKind> kinds(TierCatalogue catalogue) {
    return catalogue.tiers().stream().map(Tier::kind).toList();
  }

  @Test
  void oneLevelIsAwardedAndTheFirstIsNot() {
    List<Tier> all = tiers.tiers();

    assertThatThrownBy(() -> new TierCatalogue(all.subList(0, 5)))
        .hasMessage("tier catalogue: one level must be of kind competition, found []");
    assertThatThrownBy(() -> new TierCatalogue(all.subList(5, 6)))
        .hasMessage("tier catalogue: level 1 must be there, and tiered");
  }

  @Test
  void badgesAreOfLevelsThatAnUpgradeLeadsTo() {
    BadgeDefinition badge =
        new BadgeDefinition("seventh", "Seventh", BadgeType.MICRO_BADGE, 7, null, 0);
    BadgeCatalogue catalogue = new BadgeCatalogue(List.of(badge));

    assertThatThrownBy(() -> catalogue.requireLevels(tiers))
        .hasMessage(
            "badge catalogue: seventh: level must be one that an upgrade leads to, or absent");
    assertThat(catalogue.requireLevels(Tiers.withSeven())).isSameAs(catalogue);
    assertThat(badges.requireLevels(tiers)).isSameAs(badges);
  }

  @Test
  void amountsAreWrittenPlain() throws Exception {
    assertThat(ContractJson.mapper().writeValueAsString(new BigDecimal("5E+7")))
        .isEqualTo("50000000");
    assertThat(ContractJson.mapper().writeValueAsString(new BigDecimal("0.0000000001")))
        .isEqualTo("0.0000000001");
  }
}
