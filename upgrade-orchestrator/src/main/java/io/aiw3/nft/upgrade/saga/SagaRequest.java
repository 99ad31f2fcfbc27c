package io.aiw3.nft.upgrade.saga;

/** What a user, an operator or the clock requests of a saga. */
public sealed interface SagaRequest {

  /** The name in the history. */
  String wireName();

  /** The owner hands in the burn. */
  record SubmitSignature(SagaState.Signed signed) implements SagaRequest {
    @Override
    public String wireName() {
      return "submit_signature";
    }
  }

  /** The owner requests a fresh burn transaction. */
  record RenewBurn() implements SagaRequest {
    @Override
    public String wireName() {
      return "renew_burn";
    }
  }

  /** The owner wants out, or an operator ends it for them. */
  record Cancel() implements SagaRequest {
    @Override
    public String wireName() {
      return "cancel";
    }
  }

  /** The owner requests to continue after the burn. */
  record Retry() implements SagaRequest {
    @Override
    public String wireName() {
      return "retry";
    }
  }

  /** An operator requests to continue, in any state. */
  record OperatorRetry() implements SagaRequest {
    @Override
    public String wireName() {
      return "operator_retry";
    }
  }

  /** The time of the next action has come. */
  record Due() implements SagaRequest {
    @Override
    public String wireName() {
      return "due";
    }
  }

  /** The owner had time enough to sign. */
  record DeadlinePassed() implements SagaRequest {
    @Override
    public String wireName() {
      return "deadline_passed";
    }
  }
}
