package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.BadgeDefinition;
import io.aiw3.nft.contract.BadgeType;
import io.aiw3.nft.contract.NftStatus;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.testkit.AddedTier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules with one more tier than the programme has, whose number is not the next one. */
class AddedTierTest {
  private static final TierCatalogue TIERS = AddedTier.catalogue();
  private static final BigDecimal ENOUGH = new BigDecimal("90000000");
  private static final String WALLET = "wallet";

  private final QualificationRules rules = new QualificationRules(TIERS, badges());
  private final VerificationRules verification = new VerificationRules(rules);

  @Test
  void theProgrammesTiersAreTheSame() {
    assertThat(TIERS.tiers().subList(0, 6)).isEqualTo(TierCatalogue.standard().tiers());
  }

  @Test
  void theHighestTierOfTheProgrammeLeadsToIt() {
    Standing standing = standing(List.of(nft(AddedTier.BELOW)), List.of(), Set.of(1, 2, 3, 4, 5));

    assertThat(rules.nextLevel(standing)).isEqualTo(AddedTier.LEVEL);
    assertThat(rules.of(AddedTier.LEVEL, standing).qualified()).isTrue();
    Verdict.Verified verified =
        (Verdict.Verified) verification.decide(standing, WALLET, AddedTier.LEVEL);
    assertThat(verified.currentLevel()).isEqualTo(AddedTier.BELOW);
    assertThat(verified.currentMint()).isEqualTo("mint5");
    assertThat(verified.badgesRequired()).isEqualTo(2);
  }

  @Test
  void itIsReachedThroughABurnThatHasNoSuccessor() {
    Standing burned = standing(List.of(), List.of(nft(AddedTier.BELOW)), Set.of(5));
    Standing issued = standing(List.of(), List.of(nft(AddedTier.BELOW)), Set.of(5, 7));

    assertThat(burned.resumableLevel()).isEqualTo(AddedTier.BELOW);
    assertThat(issued.resumableLevel()).isZero();
    assertThat(((Verdict.Verified) verification.decide(burned, WALLET, AddedTier.LEVEL)).burned())
        .isTrue();
  }

  @Test
  void nothingLiesAboveIt() {
    Standing held = standing(List.of(nft(AddedTier.LEVEL)), List.of(), Set.of(7));
    Standing burned = standing(List.of(), List.of(nft(AddedTier.LEVEL)), Set.of(7));

    assertThat(rules.nextLevel(held)).isZero();
    assertThat(burned.resumableLevel()).isZero();
  }

  @Test
  void itsBenefitsAreThoseOfATier() {
    Benefits benefits =
        new BenefitRules(TIERS)
            .of(
                List.of(
                    new HeldNft("trophy", 6, NftStatus.ACTIVE),
                    new HeldNft("mint7", AddedTier.LEVEL, NftStatus.ACTIVE)));

    assertThat(benefits.level()).isEqualTo(AddedTier.LEVEL);
    assertThat(benefits.feeReduction()).isEqualByComparingTo("0.60");
    assertThat(benefits.aiagentUses()).isEqualTo(60);
    assertThat(benefits.rights()).containsExactly("competition_privileges");
  }

  private static Standing standing(
      List<TieredNft> held, List<TieredNft> burned, Set<Integer> issued) {
    return Standing.of(
        TIERS,
        ENOUGH,
        List.of(new BoundBadge("seventh_a", 7), new BoundBadge("seventh_b", 7)),
        held,
        burned,
        issued);
  }

  private static TieredNft nft(int level) {
    return new TieredNft("mint" + level, level, true);
  }

  private static BadgeCatalogue badges() {
    List<BadgeDefinition> all = new ArrayList<>(BadgeCatalogue.standard().badges());
    for (String badge : List.of("seventh_a", "seventh_b")) {
      all.add(new BadgeDefinition(badge, badge, BadgeType.MICRO_BADGE, AddedTier.LEVEL, badge, 1));
    }
    return new BadgeCatalogue(all).requireLevels(TIERS);
  }
}
