package io.aiw3.nft.history.backfill;

/**
 * A row of past trades as text, not checked yet; null where the source has nothing.
 *
 * @param origin how a person finds the row: {@code line 17} or {@code id 42}
 * @param fault why the row cannot even be read; then all else is null
 */
record LegacyRow(
    String origin,
    String id,
    String tradeId,
    String wallet,
    String type,
    String price,
    String reverses,
    String time,
    String fault) {
  static LegacyRow unreadable(String origin, String fault) {
    return new LegacyRow(origin, null, null, null, null, null, null, null, fault);
  }
}
