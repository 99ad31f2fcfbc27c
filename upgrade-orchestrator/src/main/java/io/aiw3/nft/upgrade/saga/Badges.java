package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.SagaReply.BadgesRefused;
import io.aiw3.nft.contract.SagaReply.BadgesReleased;
import io.aiw3.nft.contract.SagaReply.BadgesReserved;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.upgrade.saga.SagaRequest.Cancel;
import io.aiw3.nft.upgrade.saga.SagaState.Failed;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.PreparingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.ReleasingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.ReservingBadges;

/** Transitions around the reservation of badges and its compensation. */
final class Badges {
  private Badges() {}

  static Outcome reserved(Saga saga, ReservingBadges state, BadgesReserved reply) {
    Qualified qualified = state.qualified();
    if (!qualified.burned()) {
      return Move.of(saga, new PreparingBurn(qualified, 1, null))
          .reached(Step.BADGES_RESERVED)
          .sending();
    }
    return Move.of(saga, new Minting(qualified, null, null))
        .passed(Step.BADGES_RESERVED, saga.status(), null)
        .reached(Step.BURN_CONFIRMED, qualified.burnSignature())
        .sending();
  }

  /**
   * Nothing should be reserved now; but an earlier answer to the same command may have said
   * otherwise, so the badges are freed before the saga ends.
   */
  static Outcome refused(Saga saga, ReservingBadges state, BadgesRefused reply) {
    String message =
        "%d bound badges are needed, %d are available."
            .formatted(reply.badgesRequired(), reply.badgesAvailable());
    return release(saga, state.qualified(), new Problem(Problems.BADGES_NOT_AVAILABLE, message));
  }

  static Outcome cancel(Saga saga, ReservingBadges state, Cancel request) {
    return release(saga, state.qualified(), Problems.cancelled());
  }

  /**
   * Should the owner burn the NFT alone from here on, the next upgrade finds it burned and skips
   * its burn.
   */
  static Outcome released(Saga saga, ReleasingBadges state, BadgesReleased reply) {
    return Move.of(saga, new Failed(state.reason())).failed(state.reason()).quietly();
  }

  static Outcome.Moved release(Saga saga, Qualified qualified, Problem reason) {
    return Move.of(saga, new ReleasingBadges(qualified, reason)).sending();
  }

  static boolean burned(Qualified qualified, BurnConfirmed reply) {
    return qualified.oldMint().equals(reply.mintAddress());
  }
}
