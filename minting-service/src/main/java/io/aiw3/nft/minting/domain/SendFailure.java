package io.aiw3.nft.minting.domain;

/**
 * Why a node did not answer a call with a result.
 *
 * @param kind where it failed
 * @param code the HTTP status or the JSON-RPC code, else 0
 * @param transactionError the runtime's own error in one line, as {@code BlockhashNotFound} or
 *     {@code InstructionError:2:Custom:0}; empty if there was none
 * @param message for logs
 */
public record SendFailure(Kind kind, int code, String transactionError, String message) {
  /** Where a call failed. */
  public enum Kind {
    /** No connection: nothing was sent. */
    UNREACHABLE,
    /** Our own rate limit for the node: nothing was sent. */
    THROTTLED,
    /** Sent, and no answer in time, or the connection broke. */
    NO_ANSWER,
    /** An HTTP status other than success, without a JSON-RPC error. */
    HTTP_STATUS,
    /** An answer that is not JSON-RPC. */
    GARBAGE,
    /** A JSON-RPC error. */
    REJECTED
  }

  /** What the failure means for the transaction that was sent. */
  public ErrorClass errorClass() {
    return switch (kind) {
      case UNREACHABLE, THROTTLED -> ErrorClass.RETRY;
      case NO_ANSWER, GARBAGE -> ErrorClass.UNKNOWN;
      case HTTP_STATUS -> ofStatus(code);
      case REJECTED -> transactionError.isEmpty() ? ofCode(code) : ofError(transactionError);
    };
  }

  /** Another node may answer what this one did not. */
  public boolean anotherNodeMayAnswer() {
    return kind != Kind.REJECTED || (transactionError.isEmpty() && nodeTrouble(code));
  }

  /** Short and stable, for tables and metrics. */
  public String errorCode() {
    if (!transactionError.isEmpty()) {
      return transactionError.length() <= 60 ? transactionError : transactionError.substring(0, 60);
    }
    return code == 0 ? kind.name() : kind.name() + ":" + code;
  }

  private static ErrorClass ofStatus(int status) {
    return switch (status) {
      case 401, 403, 404, 429, 503 -> ErrorClass.RETRY;
      case 400, 405, 411, 413, 414, 415 -> ErrorClass.PERMANENT;
      default -> ErrorClass.UNKNOWN;
    };
  }

  private static boolean nodeTrouble(int code) {
    return switch (code) {
      case 429, -32004, -32005, -32007, -32009, -32014, -32016, -32603 -> true;
      default -> false;
    };
  }

  private static ErrorClass ofCode(int code) {
    return switch (code) {
      case 429, -32004, -32005, -32007, -32009, -32014, -32016 -> ErrorClass.RETRY;
      case -32003, -32006, -32013, -32015, -32600, -32601, -32602, -32700 -> ErrorClass.PERMANENT;
      default -> ErrorClass.UNKNOWN;
    };
  }

  private static ErrorClass ofError(String error) {
    String name = error.contains(":") ? error.substring(0, error.indexOf(':')) : error;
    return switch (name) {
      case "AlreadyProcessed" -> ErrorClass.ALREADY_PROCESSED;
      case "BlockhashNotFound",
          "AccountInUse",
          "AccountNotFound",
          "InsufficientFundsForFee",
          "InsufficientFundsForRent",
          "ClusterMaintenance",
          "WouldExceedMaxBlockCostLimit",
          "WouldExceedMaxAccountCostLimit",
          "WouldExceedMaxVoteCostLimit",
          "WouldExceedAccountDataBlockLimit",
          "ProgramExecutionTemporarilyRestricted" ->
          ErrorClass.RETRY;
      case "InstructionError" -> ofInstruction(error);
      default -> ErrorClass.PERMANENT;
    };
  }

  private static ErrorClass ofInstruction(String error) {
    if (error.endsWith(":Custom:0")) {
      // The account exists: by our own earlier transaction, or by somebody else's. Read the chain.
      return ErrorClass.UNKNOWN;
    }
    // Custom 1 of the System program: the payer lacks lamports.
    return error.endsWith(":Custom:1") ? ErrorClass.RETRY : ErrorClass.PERMANENT;
  }
}
