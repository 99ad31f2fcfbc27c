package io.aiw3.nft.upgrade.saga;

import io.aiw3.nft.contract.SagaReply;
import io.aiw3.nft.upgrade.saga.SagaState.Problem;

/** Why sagas fail, or take longer. */
public final class Problems {
  public static final String CANCELLED = "CANCELLED";
  public static final String SIGNATURE_TIMED_OUT = "SIGNATURE_TIMED_OUT";
  public static final String BURN_NOT_LANDED = "BURN_NOT_LANDED";
  public static final String BADGES_NOT_AVAILABLE = "BADGES_NOT_AVAILABLE";
  public static final String BURN_EXPIRED = "BURN_EXPIRED";
  public static final String BURN_SUPERSEDED = "BURN_SUPERSEDED";
  public static final String BURN_REFUSED = "BURN_REFUSED";
  public static final String BURN_TRANSACTION_REFUSED = "BURN_TRANSACTION_REFUSED";
  public static final String MINT_DELAYED = "MINT_DELAYED";
  public static final String NFT_CLAIM_FAILED = "NFT_CLAIM_FAILED";
  public static final String NFT_UPGRADE_FAILED = "NFT_UPGRADE_FAILED";
  public static final String MINT_REFUSED = "MINT_REFUSED";

  private Problems() {}

  /**
   * A participant's refusal, for good: its reason is shown to the user.
   *
   * @param otherwise the code where the reason is none of {@link OperationError}
   */
  static Problem refusal(String reason, String message, String otherwise) {
    return new Problem(OperationError.lists(reason) ? reason : otherwise, message);
  }

  /** A refusal, for good, whose reason is shown as the general one. */
  public static boolean isUnlisted(SagaReply reply) {
    if (reply instanceof SagaReply.BurnRefused burn) {
      return !OperationError.lists(burn.reason());
    }
    return reply instanceof SagaReply.MintRefused mint && !OperationError.lists(mint.reason());
  }

  /**
   * As the API and the events show it: a row of a newer version may have a code that this version
   * does not list.
   *
   * @return null if there is none
   */
  public static Problem shown(Problem problem, boolean claim) {
    return problem == null || OperationError.lists(problem.code())
        ? problem
        : new Problem(claim ? MINT_REFUSED : BURN_REFUSED, problem.message());
  }

  static Problem cancelled() {
    return new Problem(CANCELLED, "The operation was cancelled before the burn.");
  }

  static Problem expired() {
    return new Problem(
        BURN_EXPIRED, "The burn did not land before it expired; here is a fresh one to sign.");
  }

  static Problem unsigned() {
    return new Problem(SIGNATURE_TIMED_OUT, "The burn was not signed in time.");
  }

  static Problem unlanded() {
    return new Problem(BURN_NOT_LANDED, "The signed burn did not reach the chain in time.");
  }
}
