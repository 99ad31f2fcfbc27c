package io.aiw3.nft.minting.domain;

/** What a failed send means. None of them allows a new signature: only a proven expiry does. */
public enum ErrorClass {
  /** The same bytes may be sent again. */
  RETRY,
  /** The same bytes will be refused again. */
  PERMANENT,
  /** It may have been executed: the chain must be queried. Never shown as failed. */
  UNKNOWN,
  /** It is on the chain already: a success that is to be confirmed. */
  ALREADY_PROCESSED
}
