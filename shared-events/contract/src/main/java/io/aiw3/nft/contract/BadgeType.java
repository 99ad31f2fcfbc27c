package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;

/** {@code badge.badge_type} of data model v2. */
public enum BadgeType implements WireName {
  MICRO_BADGE("micro_badge"),
  ACHIEVEMENT_BADGE("achievement_badge"),
  EVENT_BADGE("event_badge"),
  SPECIAL_BADGE("special_badge");

  private final String wireName;

  BadgeType(String wireName) {
    this.wireName = wireName;
  }

  /** The name in tables and on the wire. */
  @Override
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
