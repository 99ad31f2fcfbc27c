package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;

/** The life of a badge: owned → bound → reserved → consumed; reserved may fall back to bound. */
public enum BadgeState implements WireName {
  OWNED("owned"),
  BOUND("bound"),
  RESERVED("reserved"),
  CONSUMED("consumed");

  private final String wireName;

  BadgeState(String wireName) {
    this.wireName = wireName;
  }

  /** The name in tables and on the wire. */
  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
