package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;

/** {@code nftupgraderequest.status} of data model v2. */
public enum OperationStatus implements WireName {
  PENDING("pending"),
  BURN_CONFIRMED("burn_confirmed"),
  MINT_CONFIRMED("mint_confirmed"),
  COMPLETED("completed"),
  FAILED("failed");

  private final String wireName;

  OperationStatus(String wireName) {
    this.wireName = wireName;
  }

  /** The name in tables and on the wire. */
  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
