package io.aiw3.nft.history.backfill;

import io.aiw3.nft.history.backfill.TradeSource.Position;

/**
 * How far a backfill is: every row before the position is in the topic, acknowledged, or among the
 * rejected rows.
 *
 * @param sent rows before the position that are in the topic
 * @param rejected rows before the position that are not trades
 * @param rejectedBytes length of the file of rejected rows that lists exactly these
 */
record Checkpoint(Position position, long sent, long rejected, long rejectedBytes) {
  long rows() {
    return sent + rejected;
  }
}
