package io.aiw3.nft.upgrade.saga;

/** What a user, an operator or the clock requests of a saga. */
public sealed interface SagaRequest {

  /** The name in the history. */
  default String wireName() {
    return SagaNames.of(getClass());
  }

  /** The owner hands in the burn. */
  record SubmitSignature(SagaState.Signed signed) implements SagaRequest {}

  /** The owner requests a fresh burn transaction. */
  record RenewBurn() implements SagaRequest {}

  /** The owner wants out, or an operator ends it for them. */
  record Cancel() implements SagaRequest {}

  /** The owner requests to continue after the burn. */
  record Retry() implements SagaRequest {}

  /** An operator requests to continue, in any state. */
  record OperatorRetry() implements SagaRequest {}

  /** The time of the next action has come. */
  record Due() implements SagaRequest {}

  /** The owner had time enough to sign. */
  record DeadlinePassed() implements SagaRequest {}
}
