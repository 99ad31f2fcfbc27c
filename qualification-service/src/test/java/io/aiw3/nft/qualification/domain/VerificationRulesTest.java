package io.aiw3.nft.qualification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.qualification.domain.Verdict.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(rules.decide(standing(ENOUGH, 0, 0), WALLET, 1))
        .isEqualTo(new Verdict.Verified(WALLET, 0, null, false, 0));
    assertThat(reason(standing(ENOUGH, 1, 0), WALLET, 1)).isEqualTo(Reason.NFT_ALREADY_HELD);
    assertThat(reason(standing(new BigDecimal("99999.9999999999"), 0, 0), WALLET, 1))
        .isEqualTo(Reason.INSUFFICIENT_VOLUME);
  }

  @Test
  void anUpgradeNamesTheNftThatItBurns() {
    assertThat(rules.decide(standing(ENOUGH, 1, 0), WALLET, 2))
        .isEqualTo(new Verdict.Verified(WALLET, 1, "mint", false, 2));
  }

  @Test
  void aBurnedNftWithoutSuccessorOpensTheResumePath() {
    assertThat(rules.decide(standing(ENOUGH, 0, 1), WALLET, 2))
        .isEqualTo(new Verdict.Verified(WALLET, 0, "burned", true, 2));
  }

  /** Held: bought ones count; issued: whatever became of the NFT. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // held | burned | issued | target | refused with, or the NFT that the upgrade starts from
        "- | - | 1 | 1 | TIER_ALREADY_ISSUED", // sold, or burned and not to be resumed
        "- | 1 | 1 | 1 | TIER_ALREADY_ISSUED",
        "- | 1 | 1 | 2 | b1",
        "1 | - | 1 | 2 | h1",
        "1 | 1 | 1 | 2 | h1",
        "- | 1 | 1 2 | 2 | TIER_ALREADY_ISSUED", // burned again after its successor was sold
        "- | 2 | 1 2 | 2 | TIER_ALREADY_ISSUED",
        "- | 2 | 1 2 | 3 | b2",
        "3 | - | - | 1 | NFT_ALREADY_HELD", // bought
        "3 | - | - | 4 | h3",
        "1 3 | - | 1 | 2 | h1",
        "1 3 | - | 1 | 4 | h3",
        "3 | 1 | 1 | 2 | b1",
        "1 2 | - | 1 | 2 | NFT_ALREADY_HELD",
        "3 | - | 1 | 2 | NFT_ALREADY_HELD",
        "3 | - | 1 2 | 2 | TIER_ALREADY_ISSUED",
        "1 | - | 1 | 3 | LOWER_LEVEL_NOT_HELD",
        "- | 5 | 1 2 3 4 5 | 5 | TIER_ALREADY_ISSUED"
      })
  void whatIsHeldBurnedAndIssuedDecides(
      String held, String burned, String issued, int target, String expected) {
    Standing standing =
        Standing.of(
            TierCatalogue.standard(),
            new BigDecimal("99999999999"),
            badges(),
            nfts("h", held),
            nfts("b", burned),
            Set.copyOf(levels(issued)));

    Verdict verdict = rules.decide(standing, WALLET, target);

    if (verdict instanceof Verdict.Refused refused) {
      assertThat(refused.reason().name()).isEqualTo(expected);
    } else {
      Verdict.Verified verified = (Verdict.Verified) verdict;
      assertThat(verified.currentMint()).isEqualTo(expected);
      assertThat(verified.burned()).isEqualTo(expected.startsWith("b"));
    }
  }

  private static List<BoundBadge> badges() {
    return BadgeCatalogue.standard().badges().stream()
        .filter(badge -> badge.level() != null)
        .map(badge -> new BoundBadge(badge.badge(), badge.level()))
        .toList();
  }

  private static List<TieredNft> nfts(String prefix, String levels) {
    return levels(levels).stream()
        .map(level -> new TieredNft(prefix + level, level, true))
        .toList();
  }

  private static List<Integer> levels(String levels) {
    return levels == null
        ? List.of()
        : Stream.of(levels.split(" ", -1)).map(Integer::valueOf).toList();
  }

  @Test
  void theFirstObstacleIsNamed() {
    assertThat(reason(standing(ENOUGH, 1, 0), null, 2)).isEqualTo(Reason.WALLET_NOT_LINKED);
    assertThat(reason(standing(ENOUGH, 2, 0), WALLET, 2)).isEqualTo(Reason.NFT_ALREADY_HELD);
    assertThat(reason(standing(ENOUGH, 0, 0), WALLET, 2)).isEqualTo(Reason.LOWER_LEVEL_NOT_HELD);
    assertThat(reason(standing(ENOUGH, 1, 0), WALLET, 3)).isEqualTo(Reason.LOWER_LEVEL_NOT_HELD);
    assertThat(reason(standing(BigDecimal.ONE, 1, 0), WALLET, 2))
        .isEqualTo(Reason.INSUFFICIENT_VOLUME);
    assertThat(reason(Standings.of(ENOUGH, BADGES.subList(0, 1), 1, 0), WALLET, 2))
        .isEqualTo(Reason.INSUFFICIENT_BADGES);
  }

  @Test
  void aRefusalListsWhatIsMissing() {
    Verdict verdict =
        rules.decide(Standings.of(new BigDecimal("75000"), List.of(), 0, 0), WALLET, 1);

    Qualification missing = ((Verdict.Refused) verdict).qualification();
    assertThat(missing.requiredVolume()).isEqualByComparingTo("100000");
    assertThat(missing.currentVolume()).isEqualByComparingTo("75000");
    assertThat(missing.shortfall()).isEqualByComparingTo("25000");
  }

  private Reason reason(Standing standing, String wallet, int target) {
    return ((Verdict.Refused) rules.decide(standing, wallet, target)).reason();
  }

  private static Standing standing(BigDecimal volume, int held, int resumable) {
    return Standings.of(volume, BADGES, held, resumable);
  }
}
