package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The life of a badge: owned → bound → reserved → consumed; reserved may fall back to bound. */
public enum BadgeState {
  OWNED,
  BOUND,
  RESERVED,
  CONSUMED;

  /** The name in tables and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
