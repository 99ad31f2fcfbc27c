package io.aiw3.nft.upgrade.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aiw3.nft.contract.OperationKind;
import io.aiw3.nft.contract.OperationStatus;
import io.aiw3.nft.upgrade.persistence.HistoryStore;
import io.aiw3.nft.upgrade.persistence.StoredSaga;
import io.aiw3.nft.upgrade.saga.Outlook;
import io.aiw3.nft.upgrade.saga.Problems;
import io.aiw3.nft.upgrade.saga.SagaState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A claim or an upgrade as its user sees it.
 *
 * @param fromLevel 0 for a claim
 * @param step the step reached last
 * @param progress 0–100
 * @param state what it waits for
 * @param cancelRequested its owner, or an operator, has cancelled it
 * @param outlook how it ends, as things stand: {@code fails}: nothing is burned and the badges are
 *     freed; {@code fails_unless_burned}: so too, unless a burn that was handed in lands first,
 *     then it completes
 * @param walletAction what the owner's wallet has to do now; null: nothing
 * @param burnTransaction what the owner has to sign; null when nothing is to be signed
 * @param error why it failed or takes longer; null when neither
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Operation(
    String id,
    OperationKind kind,
    int fromLevel,
    int toLevel,
    OperationStatus status,
    @Schema(
            enumeration = {
              "started",
              "qualification_verified",
              "badges_reserved",
              "burn_prepared",
              "burn_submitted",
              "burn_confirmed",
              "mint_submitted",
              "mint_confirmed",
              "badges_consumed",
              "mint_completed"
            },
            description = "The step reached last")
        String step,
    int progress,
    @Schema(
            enumeration = {
              "verifying",
              "reserving_badges",
              "preparing_burn",
              "awaiting_signature",
              "submitting_burn",
              "confirming_burn",
              "withdrawing_burn",
              "releasing_badges",
              "minting",
              "consuming_badges",
              "completed",
              "failed"
            },
            description = "What it waits for")
        String state,
    @Schema(description = "Its owner, or an operator, has cancelled it") boolean cancelRequested,
    @Schema(
            enumeration = {"completes", "fails", "fails_unless_burned"},
            description =
                "How it ends, as things stand. fails: nothing is burned and the badges are freed;"
                    + " fails_unless_burned: so too, unless a burn that was handed in lands first:"
                    + " then it completes")
        String outlook,
    @Schema(nullable = true, description = "What the owner's wallet has to do now; null: nothing")
        WalletAction walletAction,
    @Schema(nullable = true) String oldMintAddress,
    @Schema(nullable = true) String newMintAddress,
    @Schema(nullable = true) String burnTransactionSignature,
    @Schema(nullable = true) String mintTransactionSignature,
    @Schema(nullable = true) BurnTransaction burnTransaction,
    @Schema(nullable = true) Fault error,
    Instant createdAt,
    Instant updatedAt,
    List<Event> history) {

  public Operation {
    history = List.copyOf(history);
  }

  /**
   * @param transaction base64: without signatures, the owner signs first
   * @param signature base58, another one for each renewal: names the transaction. Its id on the
   *     chain is the operation's {@code burnTransactionSignature} once it is submitted
   * @param lastValidBlockHeight past this block height it can no longer land
   * @param expiresAt when that is about to be, by the measured length of a slot
   * @param signUntil when the operation ends unsigned
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record BurnTransaction(
      String transaction,
      String signature,
      String mintAddress,
      long lastValidBlockHeight,
      Instant expiresAt,
      Instant signUntil) {}

  /**
   * @param until when the operation ends without it
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record WalletAction(
      @Schema(
              enumeration = {"sign_burn"},
              description = "sign_burn: sign burnTransaction and hand it in")
          String action,
      @Schema(description = "The operation ends without it then") Instant until) {}

  /** A code for programs and a sentence for people. */
  public record Fault(
      @Schema(
              enumeration = {
                "CANCELLED",
                "SIGNATURE_TIMED_OUT",
                "BURN_NOT_LANDED",
                "BADGES_NOT_AVAILABLE",
                "NFT_CLAIM_FAILED",
                "NFT_UPGRADE_FAILED",
                "BURN_EXPIRED",
                "BURN_SUPERSEDED",
                "BURN_TRANSACTION_REFUSED",
                "BURN_REFUSED",
                "BURN_FAILED",
                "NFT_NOT_FOUND",
                "NFT_NOT_IN_WALLET",
                "NFT_FROZEN",
                "LEVEL_NOT_BURNABLE",
                "MINT_DELAYED",
                "MINT_REFUSED",
                "TIER_ALREADY_ISSUED",
                "TIER_ALREADY_HELD",
                "TIER_RESERVED",
                "NFT_REISSUED",
                "BURN_NOT_FINAL"
              })
          String code,
      String message) {}

  /**
   * @param transactionId chain signature of the step, else the operation's id
   */
  public record Event(
      @Schema(
              enumeration = {
                "started",
                "qualification_verified",
                "badges_reserved",
                "burn_prepared",
                "burn_submitted",
                "burn_confirmed",
                "mint_submitted",
                "mint_confirmed",
                "badges_consumed",
                "mint_completed",
                "failed"
              })
          String step,
      OperationStatus status,
      String transactionId,
      Instant at) {}

  static Operation of(StoredSaga stored, List<HistoryStore.Entry> history) {
    var saga = stored.saga();
    var facts = stored.facts();
    return new Operation(
        saga.id(),
        saga.kind(),
        saga.fromLevel(),
        saga.toLevel(),
        saga.status(),
        stored.step().wireName(),
        stored.step().progress(),
        saga.state().wireName(),
        facts.problem() != null && facts.problem().code().equals(Problems.CANCELLED),
        Outlook.of(saga.state()).wireName(),
        walletAction(stored),
        facts.oldMint(),
        facts.newMint(),
        burnSignature(stored),
        facts.mintTransaction(),
        burnTransaction(stored),
        Optional.ofNullable(Problems.shown(facts.problem(), saga.claim()))
            .map(problem -> new Fault(problem.code(), problem.message()))
            .orElse(null),
        stored.createdAt(),
        stored.updatedAt(),
        history.stream().map(entry -> event(entry, saga.id())).toList());
  }

  private static String burnSignature(StoredSaga stored) {
    return stored.saga().state() instanceof SagaState.ConfirmingBurn confirming
        ? confirming.burn().signature()
        : stored.facts().burnTransaction();
  }

  private static WalletAction walletAction(StoredSaga stored) {
    return stored.saga().state() instanceof SagaState.AwaitingSignature
        ? new WalletAction("sign_burn", stored.deadline())
        : null;
  }

  private static BurnTransaction burnTransaction(StoredSaga stored) {
    if (!(stored.saga().state() instanceof SagaState.AwaitingSignature awaiting)) {
      return null;
    }
    SagaState.Burn burn = awaiting.burn();
    return new BurnTransaction(
        burn.transaction(),
        burn.signature(),
        awaiting.qualified().oldMint(),
        burn.lastValidBlockHeight(),
        burn.expiresAt(),
        stored.deadline());
  }

  private static Event event(HistoryStore.Entry entry, String id) {
    String step = entry.kind() == HistoryStore.Kind.FAILURE ? "failed" : entry.name();
    return new Event(
        step,
        entry.status(),
        entry.transactionId() == null ? id : entry.transactionId(),
        entry.at());
  }
}
