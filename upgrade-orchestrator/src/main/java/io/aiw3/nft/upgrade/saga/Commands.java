package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.BadgeCommand;
import io.aiw3.nft.contract.ContractMessage;
import io.aiw3.nft.contract.MintingCommand;
import io.aiw3.nft.contract.QualificationCommand;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.Signed;

/** The commands of a saga, imperative; each may be sent any number of times. */
final class Commands {
  private Commands() {}

  static ContractMessage verify(Saga saga, SagaState.Verifying state) {
    return new QualificationCommand.VerifyQualification(saga.id(), saga.userId(), saga.toLevel());
  }

  static ContractMessage reserve(Saga saga, SagaState.ReservingBadges state) {
    return new BadgeCommand.ReserveBadges(
        saga.id(), saga.userId(), saga.toLevel(), state.qualified().badges());
  }

  static ContractMessage release(Saga saga, SagaState.ReleasingBadges state) {
    return new BadgeCommand.ReleaseBadges(saga.id(), saga.userId());
  }

  static ContractMessage consume(Saga saga, SagaState.ConsumingBadges state) {
    return new BadgeCommand.ConsumeBadges(saga.id(), saga.userId());
  }

  /** On a repeated command for an attempt, the minting service replies with its state. */
  static ContractMessage prepareBurn(Saga saga, SagaState.BeforeBurn state) {
    Qualified qualified = state.qualified();
    return new MintingCommand.PrepareBurn(
        saga.id(),
        saga.userId(),
        qualified.wallet(),
        qualified.oldMint(),
        state.attempt(),
        saga.toLevel());
  }

  static ContractMessage withdrawBurn(Saga saga, SagaState.WithdrawingBurn state) {
    return new MintingCommand.WithdrawBurn(saga.id(), saga.userId(), state.attempt());
  }

  static ContractMessage submitBurn(Saga saga, SagaState.SubmittingBurn state) {
    return submit(saga, state.attempt(), state.signed());
  }

  static ContractMessage submitBurn(Saga saga, SagaState.ConfirmingBurn state) {
    return submit(saga, state.attempt(), state.signed());
  }

  static ContractMessage mint(Saga saga, SagaState.Minting state) {
    return new MintingCommand.MintNft(
        saga.id(),
        saga.userId(),
        saga.kind(),
        state.qualified().wallet(),
        saga.toLevel(),
        saga.fromLevel(),
        state.qualified().oldMint());
  }

  private static ContractMessage submit(Saga saga, int attempt, Signed signed) {
    return new MintingCommand.SubmitBurn(
        saga.id(), saga.userId(), attempt, signed.transaction(), signed.signature());
  }
}
