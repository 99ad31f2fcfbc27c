package io.aiw3.nft.upgrade.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.BadgeCatalogue;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.QualificationSnapshot;
import io.aiw3.nft.contract.TierCatalogue;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.domain.Eligibility.AlreadyHeld;
import io.aiw3.nft.upgrade.domain.Eligibility.Eligible;
import io.aiw3.nft.upgrade.domain.Eligibility.Lacking;
import io.aiw3.nft.upgrade.domain.Eligibility.NoWallet;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EligibilityTest {
  private final Eligibility eligibility =
      new Eligibility(TierCatalogue.standard(), BadgeCatalogue.standard());

  @Test
  void whoQualifiesMayBegin() {
    assertThat(
            eligibility.decide(
                OperationKind.CLAIM, 1, snapshot("100000", 0, 1, true, 0, List.of()), true))
        .isEqualTo(new Eligible());
  }

  @Test
  void ofAUserNobodyKnowsEverythingIsMissing() {
    assertThat(eligibility.decide(OperationKind.UPGRADE, 2, Optional.empty(), true))
        .isEqualTo(
            new Lacking(
                "Insufficient trading volume for upgrade",
                new Shortfall(
                    new BigDecimal(500000),
                    BigDecimal.ZERO,
                    new BigDecimal(500000),
                    2,
                    0,
                    List.of("contract_enlightener", "platform_enlightener"),
                    0,
                    2)));
  }

  @Test
  void badgesAreNamedWhenTheVolumeSuffices() {
    assertThat(
            eligibility.decide(
                OperationKind.UPGRADE,
                2,
                snapshot("600000", 1, 2, false, 1, List.of("platform_enlightener")),
                true))
        .isEqualTo(
            new Lacking(
                "Insufficient bound badges for upgrade",
                new Shortfall(
                    new BigDecimal(500000),
                    new BigDecimal(600000),
                    BigDecimal.ZERO,
                    2,
                    1,
                    List.of("platform_enlightener"),
                    1,
                    2)));
  }

  @Test
  void noLevelIsSkipped() {
    assertThat(
            eligibility.decide(
                OperationKind.UPGRADE, 3, snapshot("600000", 1, 3, false, 4, List.of()), true))
        .isInstanceOfSatisfying(
            Lacking.class,
            lacking ->
                assertThat(lacking.message())
                    .isEqualTo("Levels are reached one at a time: the next one is 2."));
  }

  @Test
  void withoutTheNftBelowThereIsNothingToUpgrade() {
    assertThat(
            eligibility.decide(
                OperationKind.UPGRADE, 2, snapshot("600000", 0, 2, false, 2, List.of()), true))
        .isInstanceOfSatisfying(
            Lacking.class,
            lacking ->
                assertThat(lacking.message())
                    .isEqualTo("The NFT of the level below is needed for upgrade"));
  }

  @Test
  void whoHoldsATieredNftCannotClaim() {
    assertThat(
            eligibility.decide(
                OperationKind.CLAIM, 1, snapshot("600000", 2, 1, true, 0, List.of()), true))
        .isEqualTo(new AlreadyHeld(2));
  }

  @Test
  void withoutAWalletThereIsNowhereToMintTo() {
    assertThat(eligibility.decide(OperationKind.CLAIM, 1, Optional.empty(), false))
        .isEqualTo(new NoWallet());
  }

  private static Optional<QualificationSnapshot.Data> snapshot(
      String volume, int held, int level, boolean qualified, int badges, List<String> missing) {
    return Optional.of(
        new QualificationSnapshot.Data(
            new UserId(1),
            "wallet",
            new BigDecimal(volume),
            held,
            null,
            0,
            List.of(
                new QualificationSnapshot.Level(
                    level,
                    new BigDecimal(level == 1 ? 100000 : 500000),
                    BigDecimal.ONE,
                    level == 1 ? 0 : 2,
                    badges,
                    missing,
                    qualified)),
            List.of(),
            1));
  }
}
