package io.aiw3.nft.minting.domain;

import io.aiw3.nft.contract.WireName;

/** How sure the cluster is, least first. */
public enum Commitment implements WireName {
  PROCESSED("processed"),
  CONFIRMED("confirmed"),
  FINALIZED("finalized");

  private final String wireName;

  Commitment(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON-RPC. */
  @Override
  public String wireName() {
    return wireName;
  }

  public boolean reaches(Commitment required) {
    return compareTo(required) >= 0;
  }

  /**
   * @throws IllegalArgumentException if there is no such commitment
   */
  public static Commitment of(String wireName) {
    return WireName.parse(Commitment.class, wireName);
  }
}
