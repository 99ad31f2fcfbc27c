package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** {@code badge.badge_type} of data model v2. */
public enum BadgeType {
  MICRO_BADGE,
  ACHIEVEMENT_BADGE,
  EVENT_BADGE,
  SPECIAL_BADGE;

  /** The name in tables and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
