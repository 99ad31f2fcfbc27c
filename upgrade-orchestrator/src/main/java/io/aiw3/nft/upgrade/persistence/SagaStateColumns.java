package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.upgrade.saga.SagaState;
import io.aiw3.nft.upgrade.saga.SagaState.Burn;
import io.aiw3.nft.upgrade.saga.SagaState.Mint;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.Signed;

/**
 * Writes what each state knows, and gives its problem, or null. Columns of which a state knows
 * nothing keep what an earlier state knew, but for a burn: a transaction is of one attempt.
 */
final class SagaStateColumns implements SagaState.Visitor<Problem> {
  private final SagaRow row;

  SagaStateColumns(SagaRow row) {
    this.row = row;
  }

  @Override
  public Problem verifying(SagaState.Verifying state) {
    return null;
  }

  @Override
  public Problem reservingBadges(SagaState.ReservingBadges state) {
    write(state.qualified());
    return null;
  }

  @Override
  public Problem preparingBurn(SagaState.PreparingBurn state) {
    write(state, null, null);
    return state.giveUp();
  }

  @Override
  public Problem awaitingSignature(SagaState.AwaitingSignature state) {
    write(state, state.burn(), null);
    return state.refusal();
  }

  @Override
  public Problem submittingBurn(SagaState.SubmittingBurn state) {
    write(state, state.burn(), state.signed());
    return null;
  }

  @Override
  public Problem confirmingBurn(SagaState.ConfirmingBurn state) {
    write(state, state.burn(), state.signed());
    return null;
  }

  @Override
  public Problem withdrawingBurn(SagaState.WithdrawingBurn state) {
    write(state, state.burn(), null);
    return state.reason();
  }

  @Override
  public Problem releasingBadges(SagaState.ReleasingBadges state) {
    return state.reason();
  }

  @Override
  public Problem minting(SagaState.Minting state) {
    write(state.qualified());
    if (state.mint() != null) {
      write(state.mint());
    }
    return state.delay();
  }

  @Override
  public Problem consumingBadges(SagaState.ConsumingBadges state) {
    write(state.qualified());
    write(state.mint());
    return null;
  }

  @Override
  public Problem completed(SagaState.Completed state) {
    write(state.mint());
    return null;
  }

  @Override
  public Problem failed(SagaState.Failed state) {
    return state.reason();
  }

  private void write(SagaState.BeforeBurn state, Burn burn, Signed signed) {
    write(state.qualified());
    row.burnAttempt = state.attempt();
    row.preparedTransaction = burn == null ? null : burn.transaction();
    row.preparedSignature = burn == null ? null : burn.signature();
    row.preparedLastValid = burn == null ? null : burn.lastValidBlockHeight();
    row.preparedExpiresAt = burn == null ? null : SagaColumns.column(burn.expiresAt());
    row.signedTransaction = signed == null ? null : signed.transaction();
    row.signedSignature = signed == null ? null : signed.signature();
  }

  private void write(Qualified qualified) {
    row.wallet = qualified.wallet();
    row.oldMint = qualified.oldMint();
    row.burned = qualified.burned();
    row.burnTransaction = qualified.burnSignature();
    row.badges = qualified.badges();
  }

  private void write(Mint mint) {
    row.newMint = mint.address();
    row.mintTransaction = mint.signature();
  }
}
