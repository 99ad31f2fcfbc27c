package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.SagaReply.BadgesConsumed;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.upgrade.saga.SagaState.Completed;
import io.aiw3.nft.upgrade.saga.SagaState.ConsumingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.Failed;
import io.aiw3.nft.upgrade.saga.SagaState.Mint;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;

/** Transitions after the mint was requested. */
final class Forward {
  private Forward() {}

  static Outcome mintSubmitted(Saga saga, Minting state, MintSubmitted reply) {
    Mint mint = new Mint(reply.mintAddress(), reply.signature());
    return mint.equals(state.mint())
        ? new Outcome.Ignored()
        : Move.of(saga, new Minting(state.qualified(), mint, null))
            .reached(Step.MINT_SUBMITTED, mint.signature())
            .quietly();
  }

  static Outcome mintDelayed(Saga saga, Minting state, MintDelayed reply) {
    Problem delay = new Problem(Problems.MINT_DELAYED, reply.message());
    return delay.equals(state.delay())
        ? new Outcome.Ignored()
        : Move.of(saga, new Minting(state.qualified(), state.mint(), delay)).quietly();
  }

  /**
   * The NFT will never be minted. Where this saga has burned nothing, it ends with the reason.
   * After its own burn it has to mint: the minting service reserved the entitlement before the burn
   * was prepared, so its refusal is a contradiction.
   */
  static Outcome mintRefused(Saga saga, Minting state, MintRefused reply) {
    Problem reason = Problems.refusal(reply.reason(), reply.message(), Problems.MINT_REFUSED);
    if (state.qualified().burnedHere()) {
      return new Outcome.Contradicted(reason);
    }
    return saga.claim()
        ? Move.of(saga, new Failed(reason)).failed(reason).quietly()
        : Badges.release(saga, state.qualified(), reason);
  }

  /** A claim ends here; an upgrade still has badges to use up. */
  static Outcome mintConfirmed(Saga saga, Minting state, MintConfirmed reply) {
    if (reply.level() != saga.toLevel()) {
      return new Outcome.Ignored();
    }
    Mint mint = new Mint(reply.mintAddress(), reply.signature());
    SagaState next =
        saga.claim() ? new Completed(mint) : new ConsumingBadges(state.qualified(), mint);
    Move move =
        Move.of(saga, next)
            .passed(Step.MINT_CONFIRMED, OperationStatus.MINT_CONFIRMED, mint.signature());
    return saga.claim() ? complete(move, mint) : move.sending();
  }

  static Outcome badgesConsumed(Saga saga, ConsumingBadges state, BadgesConsumed reply) {
    Move move =
        Move.of(saga, new Completed(state.mint()))
            .passed(Step.BADGES_CONSUMED, OperationStatus.MINT_CONFIRMED, null);
    return complete(move, state.mint());
  }

  private static Outcome complete(Move move, Mint mint) {
    return move.reached(Step.MINT_COMPLETED, mint.signature()).quietly();
  }
}
