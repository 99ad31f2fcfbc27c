package io.aiw3.nft.kit.api;

/**
 * Every error code of the API, with its HTTP status and what it means. They are listed in each
 * service's OpenAPI document and in {@code shared-events/errors.md}. A code is never removed, nor
 * given another status.
 */
public enum ErrorCode {
  MALFORMED_REQUEST(400, "The body, the path, a parameter or a header cannot be read."),
  VALIDATION_FAILED(400, "A value can be read and is not allowed; the details name the field."),
  UNAUTHORIZED(
      401, "There is no bearer token, or it is expired, not for this API, or not genuine."),
  FORBIDDEN(403, "The roles in the token do not allow this."),
  NOT_FOUND(404, "There is nothing at this address, or it is another user's."),
  METHOD_NOT_ALLOWED(405, "The address does not answer this method."),
  NOT_ACCEPTABLE(406, "Answers are application/json, errors also application/problem+json."),
  REQUEST_TIMEOUT(408, "The body did not arrive in time."),
  OPERATION_IN_PROGRESS(
      409, "The user has an open claim or upgrade; details.operationId names it."),
  IDEMPOTENCY_KEY_REUSED(409, "The same Idempotency-Key came with another request before."),
  NFT_ALREADY_HELD(409, "A tiered NFT is held already."),
  TIER_ALREADY_ISSUED(
      409, "The tier was minted to the user before; each tier is issued to a user once."),
  NFT_ALREADY_ACTIVE(409, "The NFT's benefits are on already."),
  NFT_NOT_ACTIVATABLE(409, "The NFT is burned, or not in the user's wallet."),
  NFT_NOT_REISSUABLE(
      409, "The NFT is not proven burned, or another one follows it, or it was issued again."),
  BADGE_ALREADY_BOUND(409, "The badge is bound already."),
  BADGE_RESERVED(409, "An upgrade has reserved the badge."),
  BADGE_CONSUMED(409, "An upgrade has used up the badge."),
  BADGE_ALREADY_OWNED(409, "The user owns the badge already."),
  DEFINITION_EXISTS(409, "The level has a definition already: it can be replaced."),
  WALLET_MISMATCH(409, "The token's wallet is not the one that is linked to the user."),
  OPERATION_STATE_CONFLICT(409, "The operation is past the point where this can be done."),
  DEAD_LETTER_NOT_PENDING(
      409, "The dead letter is dealt with already, or lacks a part of its message."),
  PAYLOAD_TOO_LARGE(413, "The body is longer than 64 KiB."),
  UNSUPPORTED_MEDIA_TYPE(415, "Bodies are application/json."),
  NFT_UPGRADE_FAILED(
      422, "Volume, badges or the held NFT do not suffice; the details list what is missing."),
  NFT_CLAIM_FAILED(422, "The volume does not suffice; the details list what is missing."),
  WALLET_NOT_LINKED(422, "No wallet is linked to the user."),
  BURN_TRANSACTION_REFUSED(
      422, "What was handed in is not the prepared transaction, or not signed by its owner."),
  RATE_LIMITED(429, "Too many requests; Retry-After gives the seconds to wait."),
  INTERNAL_ERROR(500, "Something went wrong on our side; the request id finds it in the logs."),
  DEPENDENCY_UNAVAILABLE(
      503, "A dependency is unavailable; Retry-After gives the seconds to wait.");

  private final int status;
  private final String meaning;

  ErrorCode(int status, String meaning) {
    this.status = status;
    this.meaning = meaning;
  }

  /** The HTTP status that it comes with. */
  public int status() {
    return status;
  }

  /** One sentence for people who read the API's description. */
  public String meaning() {
    return meaning;
  }
}
