package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** {@code usernft.status} of data model v2. */
public enum NftStatus {
  /** Minted, benefits not activated. */
  UNLOCKED,
  /** Benefits on. */
  ACTIVE,
  /** It has left the user's wallet. */
  INACTIVE,
  BURNED;

  /** The name in tables and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
