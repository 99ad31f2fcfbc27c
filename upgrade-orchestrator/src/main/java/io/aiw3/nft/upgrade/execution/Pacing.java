package io.aiw3.nft.upgrade.execution;

import io.aiw3.nft.kit.retry.BackOff;
import io.aiw3.nft.upgrade.config.SagaConfig;
import io.aiw3.nft.upgrade.saga.SagaState;
import java.time.Duration;
import java.time.Instant;

/** When a saga without a message is polled next. */
final class Pacing {

  private final SagaConfig config;

  Pacing(SagaConfig config) {
    this.config = config;
  }

  /**
   * @param attempts how often the command was sent again in this state
   * @param deadline until when the owner may sign; null: not set yet
   * @return null for a saga that has ended
   */
  Instant nextAction(SagaState state, int attempts, Instant deadline, Instant now) {
    if (state instanceof SagaState.Completed || state instanceof SagaState.Failed) {
      return null;
    }
    Instant next = now.plus(pause(attempts));
    if (state instanceof SagaState.BurnInHand inHand && endsByExpiry(inHand)) {
      Instant expected = inHand.burn().expiresAt().plus(config.expiryGrace());
      next = expected.isAfter(now) || attempts == 0 ? latest(expected, now) : next;
    }
    return deadlineCounts(state) && deadline != null && deadline.isAfter(now)
        ? earliest(next, deadline)
        : next;
  }

  private static boolean endsByExpiry(SagaState.BurnInHand state) {
    return switch (state.name()) {
      case AWAITING_SIGNATURE, WITHDRAWING_BURN -> true;
      default -> false;
    };
  }

  /** Whether the saga stops when its owner has had time enough to sign. */
  static boolean deadlineCounts(SagaState state) {
    return state instanceof SagaState.BurnWanted
        || (state instanceof SagaState.PreparingBurn preparing && preparing.giveUp() == null);
  }

  private Duration pause(int attempts) {
    return BackOff.after(attempts, config.firstPause(), config.longestPause());
  }

  private static Instant earliest(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
