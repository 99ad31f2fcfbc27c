package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.OperationStatus;
import java.util.ArrayList;
import java.util.List;

/** Puts a transition together. */
final class Move {
  private final Saga saga;
  private final List<Effect> effects = new ArrayList<>();

  private Move(Saga saga) {
    this.saga = saga;
  }

  static Move of(Saga saga, SagaState next) {
    return new Move(saga.in(next));
  }

  Move reached(Step step) {
    return reached(step, null);
  }

  Move reached(Step step, String transactionId) {
    effects.add(new Effect.Reached(step, saga.status(), transactionId));
    return this;
  }

  /** A step that is over when the next one begins, within one transition. */
  Move passed(Step step, OperationStatus status, String transactionId) {
    effects.add(new Effect.Reached(step, status, transactionId));
    return this;
  }

  Move failed(SagaState.Problem problem) {
    effects.add(new Effect.FailedWith(problem));
    return this;
  }

  /** The state's participant gets its command. */
  Outcome.Moved sending() {
    SagaDefinition.command(saga).ifPresent(command -> effects.add(new Effect.Send(command)));
    return quietly();
  }

  /** Nothing is sent: another answer is awaited. */
  Outcome.Moved quietly() {
    return new Outcome.Moved(saga, effects);
  }
}
