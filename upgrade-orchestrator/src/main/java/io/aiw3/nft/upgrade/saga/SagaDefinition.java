package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.SagaReply.BadgesConsumed;
import io.aiw3.nft.contract.SagaReply.BadgesRefused;
import io.aiw3.nft.contract.SagaReply.BadgesReleased;
import io.aiw3.nft.contract.SagaReply.BadgesReserved;
import io.aiw3.nft.contract.SagaReply.BurnConfirmed;
import io.aiw3.nft.contract.SagaReply.BurnExpired;
import io.aiw3.nft.contract.SagaReply.BurnPrepared;
import io.aiw3.nft.contract.SagaReply.BurnRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmissionRefused;
import io.aiw3.nft.contract.SagaReply.BurnSubmitted;
import io.aiw3.nft.contract.SagaReply.MintConfirmed;
import io.aiw3.nft.contract.SagaReply.MintDelayed;
import io.aiw3.nft.contract.SagaReply.MintRefused;
import io.aiw3.nft.contract.SagaReply.MintSubmitted;
import io.aiw3.nft.contract.SagaReply.QualificationRefused;
import io.aiw3.nft.contract.SagaReply.QualificationVerified;
import io.aiw3.nft.upgrade.saga.SagaRequest.Cancel;
import io.aiw3.nft.upgrade.saga.SagaRequest.DeadlinePassed;
import io.aiw3.nft.upgrade.saga.SagaRequest.Due;
import io.aiw3.nft.upgrade.saga.SagaRequest.OperatorRetry;
import io.aiw3.nft.upgrade.saga.SagaRequest.RenewBurn;
import io.aiw3.nft.upgrade.saga.SagaRequest.Retry;
import io.aiw3.nft.upgrade.saga.SagaRequest.SubmitSignature;
import io.aiw3.nft.upgrade.saga.SagaState.AwaitingSignature;
import io.aiw3.nft.upgrade.saga.SagaState.BeforeBurn;
import io.aiw3.nft.upgrade.saga.SagaState.BurnInHand;
import io.aiw3.nft.upgrade.saga.SagaState.BurnWanted;
import io.aiw3.nft.upgrade.saga.SagaState.ConfirmingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.ConsumingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.ForwardOnly;
import io.aiw3.nft.upgrade.saga.SagaState.Minting;
import io.aiw3.nft.upgrade.saga.SagaState.PreparingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.ReleasingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.ReservingBadges;
import io.aiw3.nft.upgrade.saga.SagaState.SubmittingBurn;
import io.aiw3.nft.upgrade.saga.SagaState.Verifying;
import io.aiw3.nft.upgrade.saga.SagaState.WithdrawingBurn;
import java.util.Optional;

/**
 * Claims and upgrades: in each state, the command that its participant is sent (and sent again
 * until it answers), and for each answer or request where it leads. A row counts for all states of
 * its type; the first that fits is taken. What has no row changes nothing: an answer is then late
 * or repeated, a request is refused.
 */
public final class SagaDefinition {
  private static final SagaTable TABLE =
      SagaTable.define()
          .in(Verifying.class, Commands::verify)
          .on(QualificationVerified.class, Qualifying::verified)
          .on(QualificationRefused.class, Qualifying::refused)
          .on(Cancel.class, Qualifying::cancel)
          .in(ReservingBadges.class, Commands::reserve)
          .on(BadgesReserved.class, Badges::reserved)
          .on(BadgesRefused.class, Badges::refused)
          .on(Cancel.class, Badges::cancel)
          .in(PreparingBurn.class, Commands::prepareBurn)
          .on(BurnPrepared.class, Burning::prepared)
          .on(BurnRefused.class, Burning::refused)
          .on(BurnExpired.class, Burning::expiredUnseen)
          .on(RenewBurn.class, SagaTable::nothing)
          .on(Cancel.class, Burning::cancelUnseen)
          .on(DeadlinePassed.class, Burning::timeOutUnseen)
          .in(AwaitingSignature.class, Commands::prepareBurn)
          .on(BurnPrepared.class, Burning::preparedAgain)
          .on(SubmitSignature.class, Burning::sign)
          .on(RenewBurn.class, SagaTable::sendAgain)
          .in(SubmittingBurn.class, Commands::submitBurn)
          .on(SubmitSignature.class, Burning::signAgain)
          .on(BurnSubmitted.class, Burning::submitted)
          .on(BurnSubmissionRefused.class, Burning::submissionRefused)
          .in(ConfirmingBurn.class, Commands::submitBurn)
          .on(SubmitSignature.class, SagaTable::nothing)
          .in(BurnWanted.class)
          .on(BurnExpired.class, Burning::expired)
          .on(Cancel.class, Burning::cancel)
          .on(DeadlinePassed.class, Burning::timeOut)
          .in(WithdrawingBurn.class, Commands::withdrawBurn)
          .on(BurnExpired.class, Burning::withdrawn)
          .on(Cancel.class, SagaTable::nothing)
          .in(BurnInHand.class)
          .on(BurnRefused.class, Burning::refusedAfterAll)
          .in(BeforeBurn.class)
          .on(BurnConfirmed.class, Burning::confirmed)
          .in(ReleasingBadges.class, Commands::release)
          .on(BadgesReleased.class, Badges::released)
          .on(Cancel.class, SagaTable::nothing)
          .in(Minting.class, Commands::mint)
          .on(MintSubmitted.class, Forward::mintSubmitted)
          .on(MintDelayed.class, Forward::mintDelayed)
          .on(MintRefused.class, Forward::mintRefused)
          .on(MintConfirmed.class, Forward::mintConfirmed)
          .in(ConsumingBadges.class, Commands::consume)
          .on(BadgesConsumed.class, Forward::badgesConsumed)
          .in(ForwardOnly.class)
          .on(Retry.class, SagaTable::sendAgain)
          .on(SubmitSignature.class, SagaTable::nothing)
          .in(SagaState.class)
          .on(Due.class, SagaTable::sendAgain)
          .on(OperatorRetry.class, SagaTable::sendAgain)
          .table();

  private SagaDefinition() {}

  /** An answer of a participant; one that belongs to another saga or user is ignored. */
  public static Outcome on(Saga saga, SagaReply reply) {
    boolean ours = reply.sagaId().equals(saga.id()) && reply.userId().equals(saga.userId());
    return ours ? TABLE.on(saga, reply) : new Outcome.Ignored();
  }

  public static Outcome on(Saga saga, SagaRequest request) {
    return TABLE.on(saga, request);
  }

  /** The command of the current participant; empty at an end. */
  public static Optional<ContractMessage> command(Saga saga) {
    return TABLE.command(saga);
  }

  /** The first step of a new saga. */
  public static Outcome.Moved begin(Saga saga) {
    return Move.of(saga, saga.state()).reached(Step.STARTED).sending();
  }
}
