package io.aiw3.nft.minting.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aiw3.nft.minting.domain.Commitment;
import io.aiw3.nft.minting.domain.SendFailure;
import org.junit.jupiter.api.Test;

class MomentTest {
  @Test
  void laterReadsReachTheSlotOfSurerOnes() {
    // Given
    Moment moment = new Moment(0);
    moment.reached("getEpochInfo", Commitment.FINALIZED, 100);
    // Then
    assertThat(moment.since(Commitment.FINALIZED)).isEqualTo(100);
    assertThat(moment.since(Commitment.PROCESSED)).isEqualTo(100);
    assertThatThrownBy(() -> moment.reached("getSignatureStatuses", Commitment.PROCESSED, 99))
        .isInstanceOfSatisfying(
            RpcException.class,
            e ->
                assertThat(e.failure().code()).isEqualTo(SendFailure.MIN_CONTEXT_SLOT_NOT_REACHED));
  }

  @Test
  void aConfirmedReadIsAheadOfFinalizedOnes() {
    // Given
    Moment moment = new Moment(0);
    moment.reached("getMultipleAccounts", Commitment.CONFIRMED, 130);
    // When
    moment.reached("getMultipleAccounts", Commitment.FINALIZED, 100);
    // Then
    assertThat(moment.since(Commitment.FINALIZED)).isEqualTo(100);
    assertThat(moment.since(Commitment.CONFIRMED)).isEqualTo(130);
  }

  @Test
  void aWantedSlotIsReachedByTheFirstRead() {
    assertThatThrownBy(
            () -> new Moment(50).reached("getMultipleAccounts", Commitment.FINALIZED, 49))
        .isInstanceOf(RpcException.class);
  }
}
