package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenefitRulesTest {
  private final BenefitRules rules = new BenefitRules(TierCatalogue.standard());

  @Test
  void onlyActiveNftsGiveBenefits() {
    assertThat(rules.of(List.of(new HeldNft("a", 1, NftStatus.UNLOCKED)))).isEqualTo(Benefits.NONE);
    assertThat(rules.of(List.of())).isEqualTo(Benefits.NONE);
  }

  @Test
  void theGreaterReductionCountsAndUsesAndRightsAddUp() {
    Benefits benefits =
        rules.of(
            List.of(
                new HeldNft("chicken", 1, NftStatus.ACTIVE),
                new HeldNft("cup", 6, NftStatus.ACTIVE),
                new HeldNft("older cup", 6, NftStatus.ACTIVE)));

    assertThat(benefits.level()).isEqualTo(1);
    assertThat(benefits.feeReduction()).isEqualByComparingTo("0.25");
    assertThat(benefits.aiagentUses()).isEqualTo(10);
    assertThat(benefits.rights()).containsExactly("competition_privileges");
    assertThat(benefits.sources()).hasSize(2);
    assertThat(benefits.sources().get(0).feeReduction()).isEqualByComparingTo("0");
    assertThat(benefits.sources().get(1).feeReduction()).isEqualByComparingTo("0.25");
  }

  @Test
  void aHigherTieredNftOutdoesTheCup() {
    Benefits benefits =
        rules.of(
            List.of(
                new HeldNft("cup", 6, NftStatus.ACTIVE),
                new HeldNft("alchemist", 5, NftStatus.ACTIVE)));

    assertThat(benefits.feeReduction()).isEqualByComparingTo("0.55");
    assertThat(benefits.level()).isEqualTo(5);
    assertThat(benefits.aiagentUses()).isEqualTo(50);
  }

  @Test
  void aCupAloneGivesItsOwn() {
    Benefits benefits = rules.of(List.of(new HeldNft("cup", 6, NftStatus.ACTIVE)));

    assertThat(benefits.level()).isEqualTo(6);
    assertThat(benefits.feeReduction()).isEqualByComparingTo("0.25");
  }
}
