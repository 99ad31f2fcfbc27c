package io.aiw3.nft.upgrade.saga;

import java.util.List;

/** What an event leads to. */
public sealed interface Outcome {

  /** The saga is {@code saga} from now on. */
  record Moved(Saga saga, List<Effect> effects) implements Outcome {
    public Moved {
      effects = List.copyOf(effects);
    }
  }

  /** Late, repeated, foreign or already so: nothing changes. */
  record Ignored() implements Outcome {}

  /**
   * Changes nothing, and must never come: a participant sends what it has ruled out before. An
   * operator has to check it.
   */
  record Contradicted(SagaState.Problem problem) implements Outcome {}

  /** A request that the state does not allow; {@code reason} is a sentence for the caller. */
  record Refused(String reason) implements Outcome {}
}
