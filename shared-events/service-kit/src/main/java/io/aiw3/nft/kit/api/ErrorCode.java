package io.aiw3.nft.kit.api;

/** Every error code of the API, with its HTTP status. */
public enum ErrorCode {
  /** The body, a parameter or a header cannot be read. */
  MALFORMED_REQUEST(400),
  /** A value is readable and not allowed. */
  VALIDATION_FAILED(400),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  /** Unknown, or another user's. */
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  /** The user has an open claim or upgrade; {@code details.operationId} names it. */
  OPERATION_IN_PROGRESS(409),
  /** The same {@code Idempotency-Key} came with another body. */
  IDEMPOTENCY_KEY_REUSED(409),
  /** A tiered NFT is held already. */
  NFT_ALREADY_HELD(409),
  NFT_ALREADY_ACTIVE(409),
  /** The NFT is burned, or not in the user's wallet. */
  NFT_NOT_ACTIVATABLE(409),
  BADGE_ALREADY_BOUND(409),
  BADGE_RESERVED(409),
  BADGE_CONSUMED(409),
  BADGE_ALREADY_OWNED(409),
  /** The level has a definition already: it can be replaced. */
  DEFINITION_EXISTS(409),
  /** The operation is past the point where this can be done. */
  OPERATION_STATE_CONFLICT(409),
  PAYLOAD_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  /** Volume, badges or the held NFT do not suffice; {@code details} tells what is missing. */
  NFT_UPGRADE_FAILED(422),
  /** Volume does not suffice; {@code details} tells what is missing. */
  NFT_CLAIM_FAILED(422),
  /** No wallet is linked to the user. */
  WALLET_NOT_LINKED(422),
  /** What was handed in is not the prepared transaction, or not signed by its owner. */
  BURN_TRANSACTION_REFUSED(422),
  RATE_LIMITED(429),
  INTERNAL_ERROR(500),
  /** Something that the service depends on is away. */
  DEPENDENCY_UNAVAILABLE(503);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }
}
