package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;

/** {@code usernft.status} of data model v2. */
public enum NftStatus implements WireName {
  /** Minted, benefits not activated. */
  UNLOCKED("unlocked"),
  /** Benefits on. */
  ACTIVE("active"),
  /** It has left the user's wallet. */
  INACTIVE("inactive"),
  BURNED("burned");

  private final String wireName;

  NftStatus(String wireName) {
    this.wireName = wireName;
  }

  /** The name in tables and on the wire. */
  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
