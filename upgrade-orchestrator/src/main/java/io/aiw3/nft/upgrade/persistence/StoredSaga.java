package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.upgrade.saga.Saga;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.Step;
import java.time.Instant;

/**
 * A saga as it is stored.
 *
 * @param changes how many events of it were published
 * @param since when it came into its state
 * @param nextActionAt when it is polled without a message; null at an end
 * @param attempts how often its command was sent again
 * @param traceParent the trace of the request that began it; null if it had none
 * @param deadline until when the owner may sign; null before the first transaction to sign
 */
public record StoredSaga(
    Saga saga,
    Step step,
    long changes,
    Instant since,
    Instant nextActionAt,
    int attempts,
    Instant deadline,
    Facts facts,
    String traceParent,
    Instant createdAt,
    Instant updatedAt) {

  /** What was learned on the way, in states that no longer need it too. Any may be null. */
  public record Facts(
      String oldMint,
      String newMint,
      String burnTransaction,
      String mintTransaction,
      Problem problem) {}
}
