package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a user may start. */
public enum OperationKind {
  CLAIM,
  UPGRADE;

  /** The name in tables and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
