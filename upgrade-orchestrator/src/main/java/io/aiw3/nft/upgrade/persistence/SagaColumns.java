package io.aiw3.nft.upgrade.persistence;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.UserId;
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
import java.util.Locale;

/** A saga's state as columns, and back. What a later state no longer needs stays readable. */
final class SagaColumns {
  private static final int LONGEST_MESSAGE = 500;

  private SagaColumns() {}

  static Saga read(SagaRow row) {
    return new Saga(
        row.id,
        OperationKind.valueOf(row.kind.toUpperCase(Locale.ROOT)),
        new UserId(row.userId),
        row.fromLevel,
        row.toLevel,
        state(row));
  }

  static void write(Saga saga, SagaRow row) {
    row.status = saga.status().wireName();
    row.state = saga.state().wireName();
    Problem problem = problem(saga.state());
    row.errorCode = problem == null ? null : problem.code();
    row.errorMessage = problem == null ? null : cut(problem.message());
    if (saga.state() instanceof SagaState.ReservingBadges reserving) {
      write(reserving.qualified(), row);
    } else if (saga.state() instanceof SagaState.BeforeBurn burning) {
      write(burning.qualified(), row);
      row.burnAttempt = burning.attempt();
      write(burning, row);
    } else if (saga.state() instanceof SagaState.ForwardOnly forward) {
      write(forward.qualified(), row);
      write(forward, row);
    } else if (saga.state() instanceof SagaState.Completed completed) {
      write(completed.mint(), row);
    }
  }

  private static void write(SagaState.BeforeBurn state, SagaRow row) {
    Burn burn = state instanceof SagaState.BurnInHand inHand ? inHand.burn() : null;
    row.preparedTransaction = burn == null ? null : burn.transaction();
    row.preparedSignature = burn == null ? null : burn.signature();
    row.preparedLastValid = burn == null ? null : burn.lastValidBlockHeight();
    row.preparedExpiresAt = burn == null ? null : column(burn.expiresAt());
    Signed signed =
        state instanceof SagaState.SubmittingBurn s
            ? s.signed()
            : state instanceof SagaState.ConfirmingBurn c ? c.signed() : null;
    row.signedTransaction = signed == null ? null : signed.transaction();
    row.signedSignature = signed == null ? null : signed.signature();
  }

  private static void write(SagaState.ForwardOnly state, SagaRow row) {
    if (state instanceof SagaState.Minting minting && minting.mint() != null) {
      write(minting.mint(), row);
    } else if (state instanceof SagaState.ConsumingBadges consuming) {
      write(consuming.mint(), row);
    }
  }

  private static void write(Qualified qualified, SagaRow row) {
    row.wallet = qualified.wallet();
    row.oldMint = qualified.oldMint();
    row.burned = qualified.burned();
    row.burnTransaction = qualified.burnSignature();
    row.badges = qualified.badges();
  }

  private static void write(Mint mint, SagaRow row) {
    row.newMint = mint.address();
    row.mintTransaction = mint.signature();
  }

  private static SagaState state(SagaRow row) {
    return switch (row.state) {
      case "verifying" -> new SagaState.Verifying();
      case "reserving_badges" -> new SagaState.ReservingBadges(qualified(row));
      case "preparing_burn" ->
          new SagaState.PreparingBurn(qualified(row), row.burnAttempt, problem(row));
      case "awaiting_signature" ->
          new SagaState.AwaitingSignature(qualified(row), burn(row), problem(row));
      case "submitting_burn" ->
          new SagaState.SubmittingBurn(qualified(row), burn(row), signed(row));
      case "confirming_burn" ->
          new SagaState.ConfirmingBurn(qualified(row), burn(row), signed(row));
      case "withdrawing_burn" ->
          new SagaState.WithdrawingBurn(qualified(row), burn(row), problem(row));
      case "releasing_badges" -> new SagaState.ReleasingBadges(qualified(row), problem(row));
      case "minting" -> new SagaState.Minting(qualified(row), mint(row), problem(row));
      case "consuming_badges" -> new SagaState.ConsumingBadges(qualified(row), mint(row));
      case "completed" -> new SagaState.Completed(mint(row));
      case "failed" -> new SagaState.Failed(problem(row));
      default -> throw new IllegalStateException("saga " + row.id + " is in state " + row.state);
    };
  }

  private static Problem problem(SagaState state) {
    if (state instanceof SagaState.PreparingBurn preparing) {
      return preparing.giveUp();
    }
    if (state instanceof SagaState.AwaitingSignature awaiting) {
      return awaiting.refusal();
    }
    if (state instanceof SagaState.WithdrawingBurn withdrawing) {
      return withdrawing.reason();
    }
    if (state instanceof SagaState.ReleasingBadges releasing) {
      return releasing.reason();
    }
    if (state instanceof SagaState.Minting minting) {
      return minting.delay();
    }
    return state instanceof SagaState.Failed failed ? failed.reason() : null;
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
