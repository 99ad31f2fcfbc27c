package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a user may start. */
public enum OperationKind implements WireName {
  CLAIM("claim"),
  UPGRADE("upgrade");

  private final String wireName;

  OperationKind(String wireName) {
    this.wireName = wireName;
  }

  /** The name in tables and on the wire. */
  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
