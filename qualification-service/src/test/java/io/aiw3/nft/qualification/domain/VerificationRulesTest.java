package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.qualification.domain.Verdict.Reason;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationRulesTest {
  private static final String WALLET = "wallet";
  private static final BigDecimal ENOUGH = new BigDecimal("500000");
  private static final List<BoundBadge> BADGES =
      List.of(new BoundBadge("contract_enlightener", 2), new BoundBadge("platform_enlightener", 2));

  private final VerificationRules rules =
      new VerificationRules(
          new QualificationRules(TierCatalogue.standard(), BadgeCatalogue.standard()));

  @Test
  void aClaimNeedsTheVolumeAndNoNft() {
    assertThat(rules.decide(standing(ENOUGH, 0, 0), WALLET, null, null, 1))
        .isEqualTo(new Verdict.Verified(WALLET, 0, null, false, 0));
    assertThat(reason(standing(ENOUGH, 1, 0), WALLET, 1)).isEqualTo(Reason.NFT_ALREADY_HELD);
    assertThat(reason(standing(new BigDecimal("99999.9999999999"), 0, 0), WALLET, 1))
        .isEqualTo(Reason.INSUFFICIENT_VOLUME);
  }

  @Test
  void anUpgradeNamesTheNftThatItBurns() {
    assertThat(rules.decide(standing(ENOUGH, 1, 0), WALLET, "mint", null, 2))
        .isEqualTo(new Verdict.Verified(WALLET, 1, "mint", false, 2));
  }

  @Test
  void aBurnedNftWithoutSuccessorOpensTheResumePath() {
    assertThat(rules.decide(standing(ENOUGH, 0, 1), WALLET, null, "burned", 2))
        .isEqualTo(new Verdict.Verified(WALLET, 0, "burned", true, 2));
  }

  @Test
  void theFirstObstacleIsNamed() {
    assertThat(reason(standing(ENOUGH, 1, 0), null, 2)).isEqualTo(Reason.WALLET_NOT_LINKED);
    assertThat(reason(standing(ENOUGH, 2, 0), WALLET, 2)).isEqualTo(Reason.NFT_ALREADY_HELD);
    assertThat(reason(standing(ENOUGH, 0, 0), WALLET, 2)).isEqualTo(Reason.LOWER_LEVEL_NOT_HELD);
    assertThat(reason(standing(ENOUGH, 1, 0), WALLET, 3)).isEqualTo(Reason.LOWER_LEVEL_NOT_HELD);
    assertThat(reason(standing(BigDecimal.ONE, 1, 0), WALLET, 2))
        .isEqualTo(Reason.INSUFFICIENT_VOLUME);
    assertThat(reason(new Standing(ENOUGH, BADGES.subList(0, 1), 1, 0), WALLET, 2))
        .isEqualTo(Reason.INSUFFICIENT_BADGES);
  }

  @Test
  void aRefusalTellsWhatIsMissing() {
    Verdict verdict =
        rules.decide(new Standing(new BigDecimal("75000"), List.of(), 0, 0), WALLET, null, null, 1);

    Qualification missing = ((Verdict.Refused) verdict).qualification();
    assertThat(missing.requiredVolume()).isEqualByComparingTo("100000");
    assertThat(missing.currentVolume()).isEqualByComparingTo("75000");
    assertThat(missing.shortfall()).isEqualByComparingTo("25000");
  }

  private Reason reason(Standing standing, String wallet, int target) {
    return ((Verdict.Refused) rules.decide(standing, wallet, "mint", "burned", target)).reason();
  }

  private static Standing standing(BigDecimal volume, int held, int resumable) {
    return new Standing(volume, BADGES, held, resumable);
  }
}
