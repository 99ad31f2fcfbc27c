package io.aiw3.nft.minting.domain;

import java.time.Duration;

/**
 * Why a node did not answer a call with a result.
 *
 * @param kind where it failed
 * @param code the HTTP status or the JSON-RPC code, else 0
 * @param transactionError the runtime's own error in one line, as {@code BlockhashNotFound} or
 *     {@code InstructionError:2:Custom:0}; empty if there was none
 * @param message for logs
 * @param retryAfter how long the node requests to be left alone; zero if it does not say
 */
public record SendFailure(
    Kind kind, int code, String transactionError, String message, Duration retryAfter) {
  /** JSON-RPC: the node is not yet at the slot that was requested. */
  public static final int MIN_CONTEXT_SLOT_NOT_REACHED = -32016;

  private static final String BLOCKHASH_NOT_FOUND = "BlockhashNotFound";

  public SendFailure(Kind kind, int code, String transactionError, String message) {
    this(kind, code, transactionError, message, Duration.ZERO);
  }

  /** What is not requested again for a while after a failure. */
  public enum Scope {
    NOTHING,
    METHOD,
    NODE
  }

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

  /**
   * Another node may answer what this one did not: any error that is not the transaction's own is
   * the node's trouble, unknown codes included. A blockhash that a node does not find may be too
   * new for it.
   */
  public boolean anotherNodeMayAnswer() {
    if (kind != Kind.REJECTED) {
      return true;
    }
    return transactionError.isEmpty()
        ? !isTransactionsOwn(code)
        : transactionError.equals(BLOCKHASH_NOT_FOUND);
  }

  /** What the node is spared for a while, so that others are called first. */
  public Scope coolDown() {
    if (!anotherNodeMayAnswer() || !transactionError.isEmpty()) {
      return Scope.NOTHING;
    }
    return switch (kind) {
      case UNREACHABLE, NO_ANSWER -> Scope.NODE;
      case THROTTLED -> Scope.NOTHING;
      case GARBAGE -> Scope.METHOD;
      case HTTP_STATUS -> code >= 500 || code == 401 ? Scope.NODE : Scope.METHOD;
      case REJECTED ->
          switch (code) {
            case -32005 -> Scope.NODE;
            // About what was requested, not about the node.
            case -32004, -32007, -32009, -32014, -32015, -32016, -32600, -32602, -32700 ->
                Scope.NOTHING;
            default -> Scope.METHOD;
          };
    };
  }

  /** Short and stable, for tables and metrics. */
  public String errorCode() {
    if (!transactionError.isEmpty()) {
      return transactionError.length() <= 60 ? transactionError : transactionError.substring(0, 60);
    }
    return code == 0 ? kind.name() : kind.name() + ":" + code;
  }

  private static ErrorClass ofStatus(int status) {
    return (status >= 400 && status < 500) || status == 503 ? ErrorClass.RETRY : ErrorClass.UNKNOWN;
  }

  /** Simulation, signature and precompile failures. */
  private static boolean isTransactionsOwn(int code) {
    return code == -32002 || code == -32003 || code == -32006;
  }

  private static ErrorClass ofCode(int code) {
    return switch (code) {
      case 429, -32601 -> ErrorClass.RETRY;
      case -32003, -32006, -32013, -32600, -32602, -32700 -> ErrorClass.PERMANENT;
      // A node's own codes, of which none is given after a transaction was passed on.
      default ->
          code <= -32001 && code >= -32021 && code != -32002
              ? ErrorClass.RETRY
              : ErrorClass.UNKNOWN;
    };
  }

  private static ErrorClass ofError(String error) {
    String name = error.contains(":") ? error.substring(0, error.indexOf(':')) : error;
    return switch (name) {
      case "AlreadyProcessed" -> ErrorClass.ALREADY_PROCESSED;
      case BLOCKHASH_NOT_FOUND,
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
      // The account exists: by our own earlier transaction, or by another account's. Read the
      // chain.
      return ErrorClass.UNKNOWN;
    }
    // Custom 1 of the System program: the payer lacks lamports.
    return error.endsWith(":Custom:1") ? ErrorClass.RETRY : ErrorClass.PERMANENT;
  }
}
