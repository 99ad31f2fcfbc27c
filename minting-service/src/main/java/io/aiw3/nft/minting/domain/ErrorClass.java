package io.aiw3.nft.minting.domain;

/** What a failed send means. None of them allows a new signature: only a proven expiry does. */
public enum ErrorClass {
  /** The same bytes may be sent again. */
  RETRY("retry"),
  /** The same bytes will be refused again. */
  PERMANENT("permanent"),
  /** It may have been executed: the chain must be queried. Never shown as failed. */
  UNKNOWN("unknown"),
  /** It is on the chain already: a success that is to be confirmed. */
  ALREADY_PROCESSED("already_processed");

  private final String label;

  ErrorClass(String label) {
    this.label = label;
  }

  /** The name in metrics. */
  public String label() {
    return label;
  }
}
