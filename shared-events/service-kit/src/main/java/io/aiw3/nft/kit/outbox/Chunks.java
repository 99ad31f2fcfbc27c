package io.aiw3.nft.kit.outbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How rows are read and sent: pure rules. */
final class Chunks {
  private Chunks() {}

  /** Consecutive rows that may be in memory together; a row over the budget is alone. */
  static List<List<OutboxTable.Waiting>> byBytes(List<OutboxTable.Waiting> rows, long budget) {
    List<List<OutboxTable.Waiting>> chunks = new ArrayList<>();
    long left = 0;
    for (OutboxTable.Waiting row : rows) {
      if (chunks.isEmpty() || row.bytes() > left) {
        chunks.add(new ArrayList<>());
        left = budget;
      }
      chunks.get(chunks.size() - 1).add(row);
      left -= row.bytes();
    }
    return chunks;
  }

  /**
   * Rounds to be sent one after the other, in each at most one row of a lane: a row that Kafka does
   * not take is then known before the next of its lane is sent.
   */
  static List<List<OutboxTable.Numbered>> rounds(List<OutboxTable.Numbered> rows) {
    List<List<OutboxTable.Numbered>> rounds = new ArrayList<>();
    Map<Lane, Integer> sent = new HashMap<>();
    for (OutboxTable.Numbered row : rows) {
      int round = sent.merge(row.lane(), 1, Integer::sum) - 1;
      if (round == rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(round).add(row);
    }
    return rounds;
  }
}
