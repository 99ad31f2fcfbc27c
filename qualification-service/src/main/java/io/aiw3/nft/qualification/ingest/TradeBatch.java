package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.qualification.persistence.ledger.LedgerTrade;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a batch of records holds: the trades in the order of the ledger's key, those of one id in
 * the order of their records; and the records that are no trades.
 */
final class TradeBatch {
  private final List<List<LedgerTrade>> byId = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private final int size;

  private TradeBatch(int size) {
    this.size = size;
  }

  /** A record that becomes a dead letter. */
  record Rejected(ConsumerRecord<byte[], byte[]> message, RuntimeException reason) {}

  static TradeBatch read(Collection<ConsumerRecord<byte[], byte[]>> messages, TradeParser parser) {
    TradeBatch batch = new TradeBatch(messages.size());
    List<LedgerTrade> trades = new ArrayList<>(messages.size());
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      try {
        trades.add(parser.parse(message));
      } catch (BadMessageException e) {
        batch.rejected.add(new Rejected(message, e));
      }
    }
    trades.sort(Comparator.comparing(LedgerTrade::id)); // stable: an id's first record stays first
    int from = 0;
    for (int i = 1; i <= trades.size(); i++) {
      if (i == trades.size() || !trades.get(i).id().equals(trades.get(from).id())) {
        batch.byId.add(trades.subList(from, i));
        from = i;
      }
    }
    return batch;
  }

  /** A batch that only marks this one record as one that cannot be processed. */
  static TradeBatch of(ConsumerRecord<byte[], byte[]> message, RuntimeException reason) {
    TradeBatch batch = new TradeBatch(1);
    batch.rejected.add(new Rejected(message, reason));
    return batch;
  }

  /** For each id, in order, the records that carry it. */
  List<List<LedgerTrade>> byId() {
    return byId;
  }

  /** The first record of each id, in order. */
  List<LedgerTrade> firsts() {
    return byId.stream().map(same -> same.get(0)).toList();
  }

  List<Rejected> rejected() {
    return rejected;
  }

  /** Records read. */
  int size() {
    return size;
  }
}
