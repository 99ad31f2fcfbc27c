package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;

/** How an NFT of a tier is obtained. */
public enum TierKind implements WireName {
  /** A step of the way up: the first one is claimed, the others by upgrade, one at a time. */
  TIERED("tiered"),
  /** Awarded for a competition ("special" in data model v1); a user may hold any number. */
  COMPETITION("competition");

  private final String wireName;

  TierKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the catalogue and on the wire. */
  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
