package io.aiw3.nft.badge.domain;

import io.aiw3.nft.contract.WireName;

/** What became of a saga's reservation: none follows another one. */
public enum ReservationState implements WireName {
  RESERVED("reserved"),
  RELEASED("released"),
  CONSUMED("consumed"),
  /** The saga never reserved; in no row. */
  NONE("none");

  private final String column;

  ReservationState(String column) {
    this.column = column;
  }

  /** The name in the table. */
  @Override
  public String wireName() {
    return column;
  }
}
