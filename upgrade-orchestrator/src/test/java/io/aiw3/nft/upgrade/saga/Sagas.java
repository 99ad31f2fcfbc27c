package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.contract.UserId;
import io.aiw3.nft.upgrade.saga.SagaState.Burn;
import io.aiw3.nft.upgrade.saga.SagaState.Mint;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;
import io.aiw3.nft.upgrade.saga.SagaState.Qualified;
import io.aiw3.nft.upgrade.saga.SagaState.Signed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Object mother: sagas in every state, and every message and request that could reach them. */
public final class Sagas {
  public static final String ID = "6f1c1a86-5e4d-4f0c-9a51-0d8d1f6f3b11";
  public static final UserId USER = new UserId(42);
  public static final Instant EXPIRES = Instant.parse("2026-01-01T00:01:00Z");
  public static final Qualified QUALIFIED = new Qualified("wallet", "oldMint", false, null, 2);
  public static final Qualified BURNED = QUALIFIED.burnedBy("burnSignature");
  public static final Qualified BURNED_BEFORE = new Qualified("wallet", "oldMint", true, null, 2);
  public static final Qualified CLAIMING = new Qualified("wallet", null, false, null, 0);
  public static final Burn BURN = burn(1);
  public static final Signed SIGNED = new Signed("signedTransaction", null);
  public static final Mint MINT = new Mint("newMint", "mintSignature");
  public static final Problem REASON = new Problem("CANCELLED", "why");

  private Sagas() {}

  public static Burn burn(int attempt) {
    return new Burn(attempt, "transaction" + attempt, "burnSignature" + attempt, 1000, EXPIRES);
  }

  public static Saga upgrade(SagaState state) {
    return new Saga(ID, OperationKind.UPGRADE, USER, 1, 2, state);
  }

  public static Saga claim(SagaState state) {
    return new Saga(ID, OperationKind.CLAIM, USER, 0, 1, state);
  }

  /** One of each state, and the variants in which the same event leads elsewhere. */
  static List<SagaState> upgradeStates() {
    return List.of(
        new SagaState.Verifying(),
        new SagaState.ReservingBadges(QUALIFIED),
        new SagaState.ReservingBadges(BURNED_BEFORE),
        new SagaState.PreparingBurn(QUALIFIED, 1, null),
        new SagaState.PreparingBurn(QUALIFIED, 1, REASON),
        new SagaState.AwaitingSignature(QUALIFIED, BURN, null),
        new SagaState.SubmittingBurn(QUALIFIED, BURN, SIGNED),
        new SagaState.ConfirmingBurn(QUALIFIED, BURN, SIGNED),
        new SagaState.WithdrawingBurn(QUALIFIED, BURN, REASON),
        new SagaState.ReleasingBadges(QUALIFIED, REASON),
        new SagaState.Minting(BURNED, null, null),
        new SagaState.Minting(BURNED_BEFORE, null, null),
        new SagaState.ConsumingBadges(BURNED, MINT),
        new SagaState.Completed(MINT),
        new SagaState.Failed(REASON));
  }

  public static List<SagaState> allUpgradeStates() {
    return upgradeStates();
  }

  static List<SagaState> claimStates() {
    return List.of(
        new SagaState.Verifying(),
        new SagaState.Minting(CLAIMING, null, null),
        new SagaState.Completed(MINT),
        new SagaState.Failed(REASON));
  }

  /** Every reply, for a saga to {@code level} and its {@code attempt}-th burn. */
  static List<SagaReply> replies(String sagaId, UserId user, int level, int attempt) {
    SagaReply.Shortfall shortfall =
        new SagaReply.Shortfall(
            new BigDecimal(500_000), BigDecimal.TEN, BigDecimal.ONE, 2, 0, List.of("newcomer"), 1);
    return List.of(
        verified(sagaId, user, level, false),
        new SagaReply.QualificationRefused(sagaId, user, level, "too little volume", shortfall),
        new SagaReply.BadgesReserved(sagaId, user, List.of("a", "b")),
        new SagaReply.BadgesRefused(sagaId, user, 2, 1, List.of("a")),
        new SagaReply.BadgesReleased(sagaId, user),
        new SagaReply.BadgesConsumed(sagaId, user),
        prepared(sagaId, user, attempt),
        new SagaReply.BurnRefused(sagaId, user, attempt, "not_held", "not in the wallet"),
        new SagaReply.BurnSubmitted(sagaId, user, attempt, "burnSignature" + attempt),
        new SagaReply.BurnSubmissionRefused(sagaId, user, attempt, "signature", "bad signature"),
        new SagaReply.BurnConfirmed(sagaId, user, "oldMint", "burnSignature"),
        new SagaReply.BurnExpired(sagaId, user, attempt, "burnSignature" + attempt),
        new SagaReply.MintSubmitted(sagaId, user, 1, "newMint", "mintSignature"),
        new SagaReply.MintDelayed(sagaId, user, 1, "rpc", "the RPC endpoint is unavailable"),
        new SagaReply.MintRefused(sagaId, user, "TIER_ALREADY_ISSUED", "issued before"),
        new SagaReply.MintConfirmed(sagaId, user, level, "Tier", "newMint", "mintSignature"));
  }

  static SagaReply verified(String sagaId, UserId user, int level, boolean burned) {
    return new SagaReply.QualificationVerified(
        sagaId, user, level, "wallet", level - 1, level == 1 ? null : "oldMint", burned, 2);
  }

  static SagaReply prepared(String sagaId, UserId user, int attempt) {
    return new SagaReply.BurnPrepared(
        sagaId,
        user,
        attempt,
        "oldMint",
        "transaction" + attempt,
        "burnSignature" + attempt,
        1000,
        EXPIRES);
  }

  static List<SagaRequest> requests() {
    return List.of(
        new SagaRequest.SubmitSignature(new Signed("anotherTransaction", null)),
        new SagaRequest.RenewBurn(),
        new SagaRequest.Cancel(),
        new SagaRequest.Retry(),
        new SagaRequest.OperatorRetry(),
        new SagaRequest.Due(),
        new SagaRequest.DeadlinePassed());
  }

  static List<Object> events(int level) {
    List<Object> events = new ArrayList<>(replies(ID, USER, level, 1));
    events.addAll(requests());
    return events;
  }

  static Outcome on(Saga saga, Object event) {
    return event instanceof SagaReply reply
        ? SagaDefinition.on(saga, reply)
        : SagaDefinition.on(saga, (SagaRequest) event);
  }
}
