package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.OperationStatus;

/** What a transition does to the world. */
public sealed interface Effect {

  /** A command to a participant; sending it again does no harm. */
  record Send(ContractMessage command) implements Effect {}

  /**
   * A step that the user sees.
   *
   * @param transactionId base58 chain signature of the step; null: it has none
   */
  record Reached(Step step, OperationStatus status, String transactionId) implements Effect {}

  /** The saga has failed; the user sees it at the step reached last. */
  record FailedWith(SagaState.Problem problem) implements Effect {}
}
