package io.aiw3.nft.upgrade.saga;

/** What a user, an operator or the clock asks of a saga. */
public sealed interface SagaRequest {

  /** The name in the history. */
  default String wireName() {
    return SagaNames.of(getClass());
  }

  /** The owner hands in the burn. */
  record SubmitSignature(SagaState.Signed signed) implements SagaRequest {}

  /** The owner wants a fresh burn transaction. */
  record RenewBurn() implements SagaRequest {}

  /** The owner wants out, or an operator ends it for them. */
  record Cancel() implements SagaRequest {}

  /** The owner asks to go on after the burn. */
  record Retry() implements SagaRequest {}

  /** An operator asks to go on, wherever the saga is. */
  record OperatorRetry() implements SagaRequest {}

  /** The time of the next action has come. */
  record Due() implements SagaRequest {}

  /** The owner had time enough to sign. */
  record DeadlinePassed() implements SagaRequest {}
}
