package io.aiw3.nft.history.backfill;

/** Rows of past trades for tests. */
final class Rows {
  static final String WALLET = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA";

  private Rows() {}

  static LegacyRow priced(String price) {
    return row("7", null, WALLET, "perpetual", price, "2024-01-31 23:59:59");
  }

  static LegacyRow row(
      String id, String tradeId, String wallet, String type, String price, String time) {
    return new LegacyRow("line 2", id, tradeId, wallet, type, price, null, time, null);
  }
}
