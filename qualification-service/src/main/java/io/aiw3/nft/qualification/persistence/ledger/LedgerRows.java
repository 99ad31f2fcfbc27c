package io.aiw3.nft.qualification.persistence.ledger;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.persistence.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlResult;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table {@code trades}: each trade once.
 *
 * <p>{@code INSERT IGNORE} writes what is new; when fewer rows than trades were written, the
 * earlier rows of the others are read, by the batch's id.
 */
public final class LedgerRows {
  /** Of one statement: in one of 20,000 rows each costs the server a third more (measured). */
  private static final int ROWS = 5_000;

  private static final String FILL =
      "UPDATE trades SET wallet_address = ?, total_usd_price = ?, trade_type = ?, counts = ?,"
          + " reverses = ?, executed_at = ?, reversed_by = NULL, batch_id = ?"
          + " WHERE trade_id = ? AND trade_type IS NULL";
  private static final String AWAIT_ORIGINAL =
      "INSERT IGNORE INTO trades (trade_id, wallet_address, total_usd_price, counts, batch_id)"
          + " VALUES (?, ?, 0, FALSE, ?)";
  private static final String ORIGINAL =
      "SELECT wallet_address, total_usd_price, trade_type, counts, reverses, reversed_by, user_id,"
          + " batch_id FROM trades WHERE trade_id = ? FOR UPDATE";
  private static final String REVERSED = "UPDATE trades SET reversed_by = ? WHERE trade_id = ?";
  private static final String REMOVE = "DELETE FROM trades WHERE trade_id = ?";

  private LedgerRows() {}

  /** A row that was in the ledger before; without a trade when only its reversal is known. */
  public record Earlier(LedgerTrade trade) {
    static Earlier of(Row row) {
      String type = row.getString("trade_type");
      return new Earlier(
          type == null
              ? null
              : new LedgerTrade(
                  row.getString("trade_id"),
                  row.getString("wallet_address"),
                  type,
                  row.getBigDecimal("total_usd_price"),
                  false,
                  row.getString("reverses"),
                  Columns.instant(row.getLocalDateTime("executed_at")),
                  null));
    }
  }

  /**
   * The trade that a reversal names.
   *
   * @param known whether it has come; else only its reversals have
   * @param reversed whether a reversal has taken effect on it
   * @param user whom it was marked for; null: the first user of its wallet
   */
  public record Original(
      boolean known,
      String wallet,
      BigDecimal price,
      boolean counts,
      boolean reversal,
      boolean reversed,
      Integer user,
      long batchId) {
    static Original of(Row row) {
      return new Original(
          row.getString("trade_type") != null,
          row.getString("wallet_address"),
          row.getBigDecimal("total_usd_price"),
          row.getBoolean("counts"),
          row.getString("reverses") != null,
          row.getString("reversed_by") != null,
          row.getInteger("user_id"),
          row.getLong("batch_id"));
    }
  }

  /**
   * Writes the trades that are new.
   *
   * @return the earlier rows of the others, by trade id
   */
  public static Uni<Map<String, Earlier>> add(
      Transaction tx, List<LedgerTrade> trades, long batchId) {
    return insert(tx, trades, batchId, 0)
        .chain(
            inserted ->
                inserted == trades.size()
                    ? Uni.createFrom().item(Map.<String, Earlier>of())
                    : earlier(tx, trades, batchId, inserted));
  }

  /** Returns how many of the trades, from this one on, were new. */
  private static Uni<Integer> insert(
      Transaction tx, List<LedgerTrade> trades, long batchId, int from) {
    int to = Math.min(trades.size(), from + ROWS);
    Uni<Integer> some =
        tx.run(LedgerSql.insert(trades.subList(from, to), batchId)).map(SqlResult::rowCount);
    return to == trades.size()
        ? some
        : some.chain(count -> insert(tx, trades, batchId, to).map(others -> count + others));
  }

  private static Uni<Map<String, Earlier>> earlier(
      Transaction tx, List<LedgerTrade> trades, long batchId, int inserted) {
    return tx.run(LedgerSql.earlier(trades, batchId))
        .map(
            rows -> {
              if (rows.size() + inserted != trades.size()) {
                throw new IllegalStateException(
                    "%d trades: %d written and %d found"
                        .formatted(trades.size(), inserted, rows.size()));
              }
              Map<String, Earlier> earlier = new HashMap<>();
              rows.forEach(row -> earlier.put(row.getString("trade_id"), Earlier.of(row)));
              return earlier;
            });
  }

  /** Puts a trade into the row that its reversal left in its place. */
  public static Uni<Void> fill(Transaction tx, LedgerTrade trade, long batchId) {
    return tx.update(
            FILL,
            trade.wallet(),
            trade.price(),
            trade.type(),
            trade.counts(),
            trade.reverses(),
            Columns.utc(trade.executedAt()),
            batchId,
            trade.id())
        .replaceWithVoid();
  }

  /**
   * Holds the place of a trade that has not come.
   *
   * @return null: its place is held now; else the row that was there, which is locked
   */
  public static Uni<Original> awaitOriginal(Transaction tx, LedgerTrade reversal, long batchId) {
    return tx.update(AWAIT_ORIGINAL, reversal.reverses(), reversal.wallet(), batchId)
        .chain(
            inserted ->
                inserted == 1
                    ? Uni.createFrom().nullItem()
                    : tx.select(ORIGINAL, reversal.reverses())
                        .map(rows -> Original.of(rows.iterator().next())));
  }

  /** Notes that a reversal took effect on the trade. */
  public static Uni<Void> reversed(Transaction tx, String original, String reversal) {
    return tx.update(REVERSED, reversal, original).replaceWithVoid();
  }

  public static Uni<Void> remove(Transaction tx, String id) {
    return tx.update(REMOVE, id).replaceWithVoid();
  }

  /** Marks trades that count for another user than the first one of their wallet. */
  public static Uni<Void> mark(Transaction tx, List<LedgerTrade> trades, int user) {
    return tx.run(LedgerSql.mark(trades, user)).replaceWithVoid();
  }
}
