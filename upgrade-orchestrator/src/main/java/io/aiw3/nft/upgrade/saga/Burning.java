package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmissionRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.upgrade.saga.SagaRequest.Cancel;
import io.aiw3.nft.upgrade.saga.SagaRequest.DeadlinePassed;
import io.aiw3.nft.upgrade.saga.SagaRequest.SubmitSignature;
import io.aiw3.nft.upgrade.saga.SagaState.AwaitingSignature;
import io.aiw3.nft.upgrade.saga.SagaState.BeforeBurn;
import io.aiw3.nft.upgrade.saga.SagaState.Burn;
import io.aiw3.nft.upgrade.saga.SagaState.BurnInHand;
import io.aiw3.nft.upgrade.saga.SagaState.BurnWanted;
import io.aiw3.nft.upgrade.saga.SagaState.ConfirmingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.PreparingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.SubmittingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.WithdrawingBurn;

/**
 * Transitions around the burn. Nothing is freed before the chain has proved that no transaction
 * handed out, or about to be, can land; and a burn that is confirmed always leads to the mint.
 */
final class Burning {
  private Burning() {}

  static Outcome prepared(Saga saga, PreparingBurn state, SagaReply.BurnPrepared reply) {
    if (!matches(state, reply.attempt(), reply.mintAddress())) {
      return new Outcome.Ignored();
    }
    Burn burn = burn(reply);
    return state.giveUp() == null
        ? Move.of(saga, new AwaitingSignature(state.qualified(), burn, why(state)))
            .reached(Step.BURN_PREPARED)
            .quietly()
        : Move.of(saga, new WithdrawingBurn(state.qualified(), burn, state.giveUp())).sending();
  }

  /** Why the owner has to sign once more; null the first time. */
  private static Problem why(PreparingBurn state) {
    return state.attempt() == 1 ? null : Problems.expired();
  }

  /** Renewed: what was shown before is accepted as long as it can land. */
  static Outcome preparedAgain(Saga saga, AwaitingSignature state, SagaReply.BurnPrepared reply) {
    Burn burn = burn(reply);
    return matches(state, reply.attempt(), reply.mintAddress()) && !burn.equals(state.burn())
        ? Move.of(saga, new AwaitingSignature(state.qualified(), burn, state.refusal()))
            .reached(Step.BURN_PREPARED)
            .quietly()
        : new Outcome.Ignored();
  }

  static Outcome refused(Saga saga, PreparingBurn state, BurnRefused reply) {
    if (reply.attempt() != state.attempt()) {
      return new Outcome.Ignored();
    }
    Problem reason = state.giveUp() == null ? refusal(reply) : state.giveUp();
    return Badges.release(saga, state.qualified(), reason);
  }

  /** The minting service has closed the attempt without a burn: it cannot land any more. */
  static Outcome refusedAfterAll(Saga saga, BurnInHand state, BurnRefused reply) {
    return reply.attempt() == state.attempt()
        ? Badges.release(
            saga,
            state.qualified(),
            state instanceof WithdrawingBurn withdrawing ? withdrawing.reason() : refusal(reply))
        : new Outcome.Ignored();
  }

  /** It expired before a reply about it came. */
  static Outcome expiredUnseen(Saga saga, PreparingBurn state, BurnExpired reply) {
    if (reply.attempt() != state.attempt()) {
      return new Outcome.Ignored();
    }
    return state.giveUp() == null
        ? prepareNext(saga, state)
        : Badges.release(saga, state.qualified(), state.giveUp());
  }

  static Outcome cancelUnseen(Saga saga, PreparingBurn state, Cancel request) {
    return giveUp(saga, state, Problems.cancelled());
  }

  static Outcome timeOutUnseen(Saga saga, PreparingBurn state, DeadlinePassed request) {
    return giveUp(saga, state, Problems.unsigned());
  }

  static Outcome sign(Saga saga, AwaitingSignature state, SubmitSignature request) {
    return Move.of(saga, new SubmittingBurn(state.qualified(), state.burn(), request.signed()))
        .sending();
  }

  static Outcome signAgain(Saga saga, SubmittingBurn state, SubmitSignature request) {
    return request.signed().equals(state.signed())
        ? new Outcome.Ignored()
        : Move.of(saga, new SubmittingBurn(state.qualified(), state.burn(), request.signed()))
            .sending();
  }

  static Outcome submitted(Saga saga, SubmittingBurn state, BurnSubmitted reply) {
    return reply.attempt() == state.attempt()
        ? Move.of(
                saga,
                new ConfirmingBurn(
                    state.qualified(), state.burn().sentAs(reply.signature()), state.signed()))
            .reached(Step.BURN_SUBMITTED, reply.signature())
            .quietly()
        : new Outcome.Ignored();
  }

  static Outcome submissionRefused(Saga saga, SubmittingBurn state, BurnSubmissionRefused reply) {
    Problem refusal =
        reply.reason().equals(Problems.BURN_SUPERSEDED)
            ? new Problem(Problems.BURN_SUPERSEDED, reply.message())
            : new Problem(Problems.BURN_TRANSACTION_REFUSED, reply.message());
    return reply.attempt() == state.attempt()
        ? Move.of(saga, new AwaitingSignature(state.qualified(), state.burn(), refusal))
            .reached(Step.BURN_PREPARED)
            .quietly()
        : new Outcome.Ignored();
  }

  static Outcome expired(Saga saga, BurnWanted state, BurnExpired reply) {
    return reply.attempt() == state.attempt() ? prepareNext(saga, state) : new Outcome.Ignored();
  }

  static Outcome cancel(Saga saga, BurnWanted state, Cancel request) {
    return withdraw(saga, state, Problems.cancelled());
  }

  static Outcome timeOut(Saga saga, BurnWanted state, DeadlinePassed request) {
    return withdraw(
        saga,
        state,
        state instanceof AwaitingSignature ? Problems.unsigned() : Problems.unlanded());
  }

  static Outcome withdrawn(Saga saga, WithdrawingBurn state, BurnExpired reply) {
    return reply.attempt() == state.attempt()
        ? Badges.release(saga, state.qualified(), state.reason())
        : new Outcome.Ignored();
  }

  /** The chain has decided, regardless of later requests. */
  static Outcome confirmed(Saga saga, BeforeBurn state, BurnConfirmed reply) {
    return Badges.burned(state.qualified(), reply)
        ? Move.of(saga, new Minting(state.qualified().burnedBy(reply.signature()), null, null))
            .reached(Step.BURN_CONFIRMED, reply.signature())
            .sending()
        : new Outcome.Ignored();
  }

  private static Problem refusal(BurnRefused reply) {
    return Problems.refusal(reply.reason(), reply.message(), Problems.BURN_REFUSED);
  }

  private static Outcome prepareNext(Saga saga, BeforeBurn state) {
    return Move.of(saga, new PreparingBurn(state.qualified(), state.attempt() + 1, null)).sending();
  }

  private static Outcome giveUp(Saga saga, PreparingBurn state, Problem reason) {
    return state.giveUp() == null
        ? Move.of(saga, new PreparingBurn(state.qualified(), state.attempt(), reason)).sending()
        : new Outcome.Ignored();
  }

  private static Outcome withdraw(Saga saga, BurnWanted state, Problem reason) {
    return Move.of(saga, new WithdrawingBurn(state.qualified(), state.burn(), reason)).sending();
  }

  private static boolean matches(BeforeBurn state, int attempt, String mint) {
    return attempt == state.attempt() && state.qualified().oldMint().equals(mint);
  }

  private static Burn burn(SagaReply.BurnPrepared reply) {
    return new Burn(
        reply.attempt(),
        reply.transaction(),
        reply.signature(),
        reply.lastValidBlockHeight(),
        reply.expiresAt());
  }
}
