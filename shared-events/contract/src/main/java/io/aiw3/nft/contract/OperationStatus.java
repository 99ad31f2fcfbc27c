package io.aiw3.nft.contract;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** {@code nftupgraderequest.status} of data model v2. */
public enum OperationStatus {
  PENDING,
  BURN_CONFIRMED,
  MINT_CONFIRMED,
  COMPLETED,
  FAILED;

  /** The name in tables and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
