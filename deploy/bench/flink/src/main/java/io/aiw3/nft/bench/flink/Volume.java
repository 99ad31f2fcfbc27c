package io.aiw3.nft.bench.flink;

import java.math.BigDecimal;

/** The sum of all of a wallet's trades so far. */
public final class Volume {
  // Flink sets and reads them.
  public String wallet = "";
  public BigDecimal sum = BigDecimal.ZERO;

  /** For Flink. */
  public Volume() {}

  Volume(String wallet, BigDecimal sum) {
    this.wallet = wallet;
    this.sum = sum;
  }
}
