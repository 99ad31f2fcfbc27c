package io.aiw3.nft.upgrade.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.saga.SagaState.Completed;
import io.aiw3.nft.upgrade.saga.SagaState.ConsumingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.Failed;
import io.aiw3.nft.upgrade.saga.SagaState.Mint;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.ReservingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.Verifying;
import org.junit.jupiter.api.Test;

class RedoTest {
  private static final String WALLET = "wallet";
  private static final Mint MINT = new Mint("new", "mint-tx");

  @Test
  void aClaimGoesOnWhereItWas() {
    assertThat(claim(OperationStatus.PENDING, Step.STARTED)).isEqualTo(new Verifying());
    Minting minting = new Minting(new Qualified(WALLET, null, false, null, 0), null, null);
    assertThat(claim(OperationStatus.PENDING, Step.QUALIFICATION_VERIFIED)).isEqualTo(minting);
    assertThat(claim(OperationStatus.PENDING, Step.MINT_SUBMITTED)).isEqualTo(minting);
    assertThat(claim(OperationStatus.MINT_CONFIRMED, Step.MINT_CONFIRMED)).isEqualTo(minting);
    assertThat(claim(OperationStatus.COMPLETED, Step.MINT_COMPLETED))
        .isEqualTo(new Completed(MINT));
  }

  @Test
  void anUpgradeAsksForItsBadgesAgainUntilItHasBurned() {
    assertThat(upgrade(OperationStatus.PENDING, Step.QUALIFICATION_VERIFIED))
        .isEqualTo(new Verifying());
    ReservingBadges reserving = new ReservingBadges(new Qualified(WALLET, "old", false, null, 2));
    assertThat(upgrade(OperationStatus.PENDING, Step.BADGES_RESERVED)).isEqualTo(reserving);
    assertThat(upgrade(OperationStatus.PENDING, Step.BURN_SUBMITTED)).isEqualTo(reserving);
  }

  @Test
  void afterItsBurnAnUpgradeGoesForwardOnly() {
    Qualified burned = new Qualified(WALLET, "old", true, "burn-tx", 2);
    assertThat(upgrade(OperationStatus.BURN_CONFIRMED, Step.BURN_CONFIRMED))
        .isEqualTo(new Minting(burned, null, null));
    assertThat(upgrade(OperationStatus.BURN_CONFIRMED, Step.MINT_SUBMITTED))
        .isEqualTo(new Minting(burned, null, null));
    assertThat(upgrade(OperationStatus.MINT_CONFIRMED, Step.BADGES_CONSUMED))
        .isEqualTo(new ConsumingBadges(burned, MINT));
    assertThat(upgrade(OperationStatus.COMPLETED, Step.MINT_COMPLETED))
        .isEqualTo(new Completed(MINT));
  }

  @Test
  void whatHasFailedStaysSo() {
    assertThat(upgrade(OperationStatus.FAILED, Step.BURN_PREPARED))
        .isEqualTo(new Failed(new Problem("CODE", "Sentence.")));
  }

  private static SagaState claim(OperationStatus status, Step step) {
    return state(OperationKind.CLAIM, 0, 1, null, null, status, step);
  }

  private static SagaState upgrade(OperationStatus status, Step step) {
    return state(OperationKind.UPGRADE, 1, 2, "old", "burn-tx", status, step);
  }

  private static SagaState state(
      OperationKind kind,
      int from,
      int to,
      String old,
      String burn,
      OperationStatus status,
      Step step) {
    return Redo.of(
        new UpgradeEvent.Data(
            "id",
            new UserId(7),
            kind,
            from,
            to,
            status,
            step.wireName(),
            step.progress(),
            "tx",
            old,
            "new",
            burn,
            "mint-tx",
            status == OperationStatus.FAILED ? "CODE" : null,
            status == OperationStatus.FAILED ? "Sentence." : null,
            3),
        WALLET,
        kind == OperationKind.CLAIM ? 0 : 2);
  }
}
