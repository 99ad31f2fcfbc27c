package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a batch of records holds: the trades by id, first record of an id first, in the order of the
 * ledger's key; and the records that are no trades.
 */
final class TradeBatch {
  private final SortedMap<String, List<LedgerTrade>> trades = new TreeMap<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final int size;

  private TradeBatch(int size) {
    this.size = size;
  }

  /** A record that becomes a dead letter. */
  record Rejected(ConsumerRecord<byte[], byte[]> message, RuntimeException reason) {}

  static TradeBatch read(Collection<ConsumerRecord<byte[], byte[]>> messages, TradeParser parser) {
    TradeBatch batch = new TradeBatch(messages.size());
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      try {
        LedgerTrade trade = parser.parse(message);
        batch.trades.computeIfAbsent(trade.id(), id -> new ArrayList<>(1)).add(trade);
      } catch (BadMessageException e) {
        batch.rejected.add(new Rejected(message, e));
      }
    }
    return batch;
  }

  /** A batch that only says that this one record cannot be taken. */
  static TradeBatch of(ConsumerRecord<byte[], byte[]> message, RuntimeException reason) {
    TradeBatch batch = new TradeBatch(1);
    batch.rejected.add(new Rejected(message, reason));
    return batch;
  }

  SortedMap<String, List<LedgerTrade>> trades() {
    return trades;
  }

  /** The first record of each id, sorted by id. */
  List<LedgerTrade> firsts() {
    return trades.values().stream().map(same -> same.get(0)).toList();
  }

  List<Rejected> rejected() {
    return rejected;
  }

  /** Records read. */
  int size() {
    return size;
  }
}
