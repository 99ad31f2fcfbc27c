package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.contract.WireName;
import io.aiw3.nft.upgrade.saga.Saga;
import io.aiw3.nft.upgrade.saga.SagaState;
import io.aiw3.nft.upgrade.saga.SagaState.Burn;
import io.aiw3.nft.upgrade.saga.SagaState.Mint;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.Signed;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** A saga's state as columns, and back. What a later state no longer needs stays readable. */
final class SagaColumns {
  private static final int LONGEST_MESSAGE = 500;

  private SagaColumns() {}

  static Saga read(SagaRow row) {
    return new Saga(
        row.id,
        WireName.parse(OperationKind.class, row.kind),
        new UserId(row.userId),
        row.fromLevel,
        row.toLevel,
        state(row));
  }

  static void write(Saga saga, SagaRow row) {
    row.status = saga.status().wireName();
    row.state = saga.state().wireName();
    Problem problem = saga.state().accept(new SagaStateColumns(row));
    row.errorCode = problem == null ? null : problem.code();
    row.errorMessage = problem == null ? null : cut(problem.message());
  }

  private static SagaState state(SagaRow row) {
    return switch (WireName.parse(SagaState.Name.class, row.state)) {
      case VERIFYING -> new SagaState.Verifying();
      case RESERVING_BADGES -> new SagaState.ReservingBadges(qualified(row));
      case PREPARING_BURN ->
          new SagaState.PreparingBurn(qualified(row), row.burnAttempt, problem(row));
      case AWAITING_SIGNATURE ->
          new SagaState.AwaitingSignature(qualified(row), burn(row), problem(row));
      case SUBMITTING_BURN -> new SagaState.SubmittingBurn(qualified(row), burn(row), signed(row));
      case CONFIRMING_BURN -> new SagaState.ConfirmingBurn(qualified(row), burn(row), signed(row));
      case WITHDRAWING_BURN ->
          new SagaState.WithdrawingBurn(qualified(row), burn(row), problem(row));
      case RELEASING_BADGES -> new SagaState.ReleasingBadges(qualified(row), problem(row));
      case MINTING -> new SagaState.Minting(qualified(row), mint(row), problem(row));
      case CONSUMING_BADGES -> new SagaState.ConsumingBadges(qualified(row), mint(row));
      case COMPLETED -> new SagaState.Completed(mint(row));
      case FAILED -> new SagaState.Failed(problem(row));
    };
  }

  private static Qualified qualified(SagaRow row) {
    return new Qualified(row.wallet, row.oldMint, row.burned, row.burnTransaction, row.badges);
  }

  private static Burn burn(SagaRow row) {
    return new Burn(
        row.burnAttempt,
        row.preparedTransaction,
        row.preparedSignature,
        row.preparedLastValid,
        instant(row.preparedExpiresAt));
  }

  private static Signed signed(SagaRow row) {
    return new Signed(row.signedTransaction, row.signedSignature);
  }

  private static Mint mint(SagaRow row) {
    return row.newMint == null ? null : new Mint(row.newMint, row.mintTransaction);
  }

  static Problem problem(SagaRow row) {
    return row.errorCode == null ? null : new Problem(row.errorCode, row.errorMessage);
  }

  static String cut(String message) {
    return message == null || message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE);
  }

  static LocalDateTime column(Instant time) {
    return time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC);
  }

  static Instant instant(LocalDateTime column) {
    return column == null ? null : column.toInstant(ZoneOffset.UTC);
  }
}
