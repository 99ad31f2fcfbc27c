package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.OperationStatus;

/** What a transition does to the world. */
public sealed interface Effect {
  <R> R accept(Visitor<R> visitor);

  /** What becomes of each effect: who forgets one does not compile. */
  interface Visitor<R> {
    R send(Send effect);

    R reached(Reached effect);

    R failedWith(FailedWith effect);
  }

  /** A command to a participant; sending it again does no harm. */
  record Send(ContractMessage command) implements Effect {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.send(this);
    }
  }

  /**
   * A step that the user sees.
   *
   * @param transactionId base58 chain signature of the step; null: it has none
   */
  record Reached(Step step, OperationStatus status, String transactionId) implements Effect {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reached(this);
    }
  }

  /** The saga has failed; the user sees it at the step reached last. */
  record FailedWith(SagaState.Problem problem) implements Effect {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.failedWith(this);
    }
  }
}
