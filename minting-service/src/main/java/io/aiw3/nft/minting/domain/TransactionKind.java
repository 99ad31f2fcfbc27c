package io.aiw3.nft.minting.domain;

import java.util.Locale;

/** What a transaction of ours does. */
public enum TransactionKind {
  MINT,
  BURN;

  /** The name in the table. */
  public String columnValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static TransactionKind of(String columnValue) {
    return valueOf(columnValue.toUpperCase(Locale.ROOT));
  }
}
