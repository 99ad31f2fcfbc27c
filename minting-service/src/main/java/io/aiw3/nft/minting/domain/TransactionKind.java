package io.aiw3.nft.minting.domain;

import io.aiw3.nft.contract.WireName;

/** What a transaction of ours does. */
public enum TransactionKind implements WireName {
  MINT("mint"),
  BURN("burn");

  private final String column;

  TransactionKind(String column) {
    this.column = column;
  }

  /** The name in the table. */
  @Override
  public String wireName() {
    return column;
  }

  public static TransactionKind of(String column) {
    return WireName.parse(TransactionKind.class, column);
  }
}
