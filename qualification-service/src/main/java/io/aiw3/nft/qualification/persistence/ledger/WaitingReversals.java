package io.aiw3.nft.qualification.persistence.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aiw3.nft.contract.ContractJson;
import io.aiw3.nft.contract.Topics;
import io.aiw3.nft.contract.Trade;
import io.aiw3.nft.kit.transaction.Sql;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.persistence.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The table {@code waiting_reversal}: reversals in the ledger whose original is not there yet. They
 * change nothing until it comes.
 */
public final class WaitingReversals {
  private static final String TAKE =
      "SELECT r.trade_id, r.wallet_address, r.total_usd_price, r.reverses, r.executed_at,"
          + " w.source_partition, w.source_offset FROM waiting_reversal w FORCE INDEX (PRIMARY)"
          + " JOIN trades r ON r.trade_id = w.reversal_id WHERE w.original_id = ?"
          + " ORDER BY w.original_id, w.reversal_id FOR UPDATE";
  private static final String ADD =
      "INSERT IGNORE INTO waiting_reversal (original_id, reversal_id, source_partition,"
          + " source_offset) VALUES (?, ?, ?, ?)";
  private static final String ADOPT =
      "INSERT IGNORE INTO waiting_reversal (original_id, reversal_id) SELECT trade_id, reversed_by"
          + " FROM trades WHERE trade_id = ? AND trade_type IS NULL AND reversed_by IS NOT NULL";
  private static final String REMOVE = "DELETE FROM waiting_reversal WHERE original_id = ?";
  private static final String COUNT = "SELECT COUNT(*) FROM waiting_reversal";
  private static final String EXPIRED =
      "SELECT r.trade_id, r.wallet_address, r.total_usd_price, r.reverses, r.executed_at,"
          + " w.source_partition, w.source_offset FROM waiting_reversal w FORCE INDEX"
          + " (idx_received) JOIN trades r ON r.trade_id = w.reversal_id"
          + " WHERE w.received_at < CURRENT_TIMESTAMP(3) - INTERVAL ? SECOND LIMIT ?"
          + " FOR UPDATE SKIP LOCKED";
  private static final List<String> FORGET =
      List.of(
          "DELETE FROM waiting_reversal WHERE original_id = ? AND reversal_id = ?",
          "DELETE FROM trades WHERE trade_id = ?1 AND trade_type IS NULL AND NOT EXISTS"
              + " (SELECT 1 FROM waiting_reversal WHERE original_id = ?1)",
          "DELETE FROM trades WHERE trade_id = ?");

  private WaitingReversals() {}

  /**
   * A reversal that waited.
   *
   * @param origin its record, made again from the ledger
   */
  public record Waiting(String id, String wallet, ConsumerRecord<byte[], byte[]> origin) {
    static Waiting of(Row row) {
      Trade trade =
          new Trade(
              row.getString("trade_id"),
              row.getString("wallet_address"),
              LedgerTrade.REVERSAL,
              row.getBigDecimal("total_usd_price"),
              row.getString("reverses"),
              Columns.instant(row.getLocalDateTime("executed_at")));
      Integer partition = row.getInteger("source_partition");
      Long offset = row.getLong("source_offset");
      return new Waiting(
          trade.tradeId(),
          trade.walletAddress(),
          new ConsumerRecord<>(
              Topics.TRADES,
              partition == null ? 0 : partition,
              // Received by the release before, which kept no offset: one of its own.
              offset == null ? -1L - (trade.tradeId().hashCode() & 0x7fffffffL) : offset,
              trade.walletAddress().getBytes(StandardCharsets.US_ASCII),
              json(trade)));
    }
  }

  public static Uni<Void> add(Transaction tx, LedgerTrade reversal) {
    return tx.update(
            ADD,
            reversal.reverses(),
            reversal.id(),
            reversal.origin().partition(),
            reversal.origin().offset())
        .replaceWithVoid();
  }

  /** In the release before, the row in the original's place named its reversal itself. */
  public static Uni<Void> adopt(Transaction tx, String original) {
    return tx.update(ADOPT, original).replaceWithVoid();
  }

  /** Removes and returns the reversals that wait for this trade. */
  public static Uni<List<Waiting>> take(Transaction tx, String original) {
    return tx.select(TAKE, original)
        .map(rows -> Sql.list(rows, Waiting::of))
        .call(() -> tx.update(REMOVE, original));
  }

  public static Uni<Long> count(Transaction tx) {
    return tx.run(COUNT).map(rows -> rows.iterator().next().getLong(0));
  }

  /** Removes and returns reversals that have waited this long, and what held their places. */
  public static Uni<List<Waiting>> giveUp(Transaction tx, Duration waited, int most) {
    return tx.select(EXPIRED, waited.toSeconds(), most)
        .chain(
            rows -> {
              List<Waiting> expired = new ArrayList<>();
              Uni<Void> removed = Uni.createFrom().voidItem();
              for (Row row : rows) {
                Waiting reversal = Waiting.of(row);
                expired.add(reversal);
                String original = row.getString("reverses");
                removed = removed.chain(() -> forget(tx, original, reversal.id()));
              }
              return removed.replaceWith(expired);
            });
  }

  private static Uni<Void> forget(Transaction tx, String original, String reversal) {
    return tx.update(FORGET.get(0), original, reversal)
        .chain(() -> tx.update(FORGET.get(1), original))
        .chain(() -> tx.update(FORGET.get(2), reversal))
        .replaceWithVoid();
  }

  private static byte[] json(Trade trade) {
    try {
      return ContractJson.mapper().writeValueAsBytes(trade);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not serializable: " + trade, e);
    }
  }
}
