package io.aiw3.nft.minting.domain;

import java.util.Locale;

/** How sure the cluster is, least first. */
public enum Commitment {
  PROCESSED,
  CONFIRMED,
  FINALIZED;

  /** The name in JSON-RPC. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean reaches(Commitment required) {
    return compareTo(required) >= 0;
  }

  /**
   * @throws IllegalArgumentException if there is no such commitment
   */
  public static Commitment of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
