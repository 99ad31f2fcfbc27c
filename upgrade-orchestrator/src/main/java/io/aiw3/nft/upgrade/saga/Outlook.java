package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.upgrade.saga.SagaState.Failed;
import io.aiw3.nft.upgrade.saga.SagaState.PreparingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.ReleasingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.WithdrawingBurn;

/** How an operation ends, as things stand. */
public enum Outlook implements WireName {
  COMPLETES("completes"),
  /** Nothing is burned, the badges are freed. */
  FAILS("fails"),
  /** So too, unless a burn that was handed in, or out, lands first: then it completes. */
  FAILS_UNLESS_BURNED("fails_unless_burned");

  private final String wireName;

  Outlook(String wireName) {
    this.wireName = wireName;
  }

  public static Outlook of(SagaState state) {
    if (state instanceof Failed || state instanceof ReleasingBadges) {
      return FAILS;
    }
    boolean givenUp = state instanceof PreparingBurn preparing && preparing.giveUp() != null;
    return givenUp || state instanceof WithdrawingBurn ? FAILS_UNLESS_BURNED : COMPLETES;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
