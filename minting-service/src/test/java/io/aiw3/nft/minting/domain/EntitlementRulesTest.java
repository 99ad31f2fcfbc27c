package io.aiw3.nft.minting.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.minting.domain.EntitlementRules.Burn;
import io.aiw3.nft.minting.domain.EntitlementRules.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitlementRulesTest {
  @ParameterizedTest
  @CsvSource({
    "false, false, ",
    "false, true, TIER_ALREADY_HELD",
    "true, false, TIER_ALREADY_ISSUED",
    "true, true, TIER_ALREADY_ISSUED"
  })
  void aClaimNeedsAFirstTierThatWasNeverIssuedAndNoOther(
      boolean issued, boolean held, String refused) {
    assertThat(EntitlementRules.refuseClaim(new Facts(issued, held, false, false, false)))
        .isEqualTo(Optional.ofNullable(refused));
  }

  @ParameterizedTest
  @CsvSource({
    "false, true, false, false, ",
    "false, false, false, false, BURN_NOT_FINAL",
    "true, true, false, false, TIER_ALREADY_ISSUED",
    "false, true, false, true, NFT_REISSUED",
    "true, true, true, false, ",
    "false, false, true, false, ",
    "true, false, true, true, "
  })
  void anUpgradeIsNeverRefusedAfterItsOwnBurn(
      boolean issued, boolean burned, boolean ownBurn, boolean reissued, String refused) {
    assertThat(EntitlementRules.refuseUpgrade(new Facts(issued, true, burned, ownBurn, reissued)))
        .isEqualTo(Optional.ofNullable(refused));
  }

  @Test
  void aReservedTierIsFreeOnceItsBurnCannotLand() {
    assertThat(EntitlementRules.refuseReserved(Burn.CANNOT_LAND)).isEmpty();
    assertThat(EntitlementRules.refuseReserved(Burn.CAN_LAND)).contains("TIER_RESERVED");
    assertThat(EntitlementRules.refuseReserved(Burn.FINAL)).contains("TIER_ALREADY_ISSUED");
  }

  /**
   * No saga id has a colon, so no name is that of a request from before there were entitlements.
   */
  @Test
  void namesAreOfTheEntitlementAlone() {
    assertThat(EntitlementRules.tier(new UserId(7), 2)).isEqualTo("tier:7:2");
    assertThat(EntitlementRules.tierAfterBurn(new UserId(7), 2, "abc")).isEqualTo("tier:7:2:abc");
    assertThat(EntitlementRules.reissue("abc")).isEqualTo("reissue:abc");
  }
}
