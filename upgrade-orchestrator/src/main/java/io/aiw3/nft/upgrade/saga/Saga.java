package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.contract.UserId;

/**
 * A claim or an upgrade at one moment.
 *
 * @param id UUID; the operation's id for its user and the {@code sagaId} of every message
 * @param fromLevel 0 for a claim
 */
public record Saga(
    String id, OperationKind kind, UserId userId, int fromLevel, int toLevel, SagaState state) {

  /** A saga that has not sent a command yet. */
  public static Saga begin(
      String id, OperationKind kind, UserId userId, int fromLevel, int toLevel) {
    return new Saga(id, kind, userId, fromLevel, toLevel, new SagaState.Verifying());
  }

  public boolean claim() {
    return kind == OperationKind.CLAIM;
  }

  public OperationStatus status() {
    return state.status(kind);
  }

  public boolean open() {
    return switch (status()) {
      case COMPLETED, FAILED -> false;
      case PENDING, BURN_CONFIRMED, MINT_CONFIRMED -> true;
    };
  }

  Saga in(SagaState next) {
    return new Saga(id, kind, userId, fromLevel, toLevel, next);
  }
}
