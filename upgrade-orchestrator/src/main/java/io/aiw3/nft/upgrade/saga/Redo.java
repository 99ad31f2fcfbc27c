package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.UpgradeEvent;
import io.aiw3.nft.upgrade.saga.SagaState.Completed;
import io.aiw3.nft.upgrade.saga.SagaState.ConsumingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.Failed;
import io.aiw3.nft.upgrade.saga.SagaState.Mint;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.ReservingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.Verifying;

/**
 * The state of a saga by an event that it has published: where it goes on when its own row is older
 * than that, or lost. Never further than the event says, so that a participant is asked again
 * rather than passed over: each answers by what is true.
 */
public final class Redo {
  private Redo() {}

  /**
   * @param wallet the user's
   * @param badges that the upgrade consumes
   */
  public static SagaState of(UpgradeEvent.Data event, String wallet, int badges) {
    return switch (event.status()) {
      case COMPLETED -> new Completed(mint(event));
      case FAILED -> new Failed(new Problem(event.errorCode(), event.errorMessage()));
      case MINT_CONFIRMED ->
          event.fromLevel() == 0
              ? minting(event, wallet, badges)
              : new ConsumingBadges(qualified(event, wallet, badges, true), mint(event));
      case BURN_CONFIRMED -> minting(event, wallet, badges);
      case PENDING -> pending(event, wallet, badges);
    };
  }

  private static SagaState pending(UpgradeEvent.Data event, String wallet, int badges) {
    Step step = Step.of(event.step());
    if (step.compareTo(Step.QUALIFICATION_VERIFIED) < 0) {
      return new Verifying();
    }
    if (event.fromLevel() == 0) {
      return minting(event, wallet, badges);
    }
    // What is burned or not is known to the participants: the badges are asked for first.
    return event.oldMintAddress() == null || step.compareTo(Step.BADGES_RESERVED) < 0
        ? new Verifying()
        : new ReservingBadges(qualified(event, wallet, badges, false));
  }

  private static Minting minting(UpgradeEvent.Data event, String wallet, int badges) {
    return new Minting(qualified(event, wallet, badges, event.fromLevel() > 0), null, null);
  }

  private static Qualified qualified(
      UpgradeEvent.Data event, String wallet, int badges, boolean burned) {
    return new Qualified(
        wallet, event.oldMintAddress(), burned, burned ? event.burnTransaction() : null, badges);
  }

  private static Mint mint(UpgradeEvent.Data event) {
    return new Mint(event.newMintAddress(), event.mintTransaction());
  }
}
