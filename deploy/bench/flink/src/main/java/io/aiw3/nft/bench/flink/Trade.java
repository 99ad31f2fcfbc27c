package io.aiw3.nft.bench.flink;

import java.math.BigDecimal;

/** A trade in the form that Flink has serializers of its own for: public fields of basic types. */
public final class Trade {
  // Flink sets and reads them.
  public String id = "";
  public String wallet = "";
  public String type = "";
  public BigDecimal price = BigDecimal.ZERO;

  /** Milliseconds since 1970. */
  public long executedAt;
}
