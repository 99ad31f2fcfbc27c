package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.qualification.ingest.TradeBatch.Rejected;
import io.aiw3.nft.qualification.persistence.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The table {@code trades}: stores each trade once and returns by how much the volumes change.
 *
 * <p>{@code INSERT IGNORE} writes what is new; when fewer rows than trades were written, the
 * earlier rows of the others are read, by the batch's id, and compared. What reversals do is {@link
 * LedgerEntry}'s.
 */
@ApplicationScoped
class Ledger {
  /** Of one statement: in one of 20,000 rows each costs the server a third more (measured). */
  private static final int ROWS = 5_000;

  /**
   * What a batch did.
   *
   * @param changes of volume
   * @param taken trades that were new
   * @param rejected records that became dead letters only in comparison with the ledger
   */
  record Outcome(VolumeChanges changes, int taken, int duplicates, List<Rejected> rejected) {}

  /** Writes the batch's trades; runs in the transaction of the batch. */
  Uni<Outcome> take(Transaction tx, TradeBatch batch) {
    if (batch.byId().isEmpty()) {
      return Uni.createFrom().item(new Outcome(new VolumeChanges(), 0, 0, List.of()));
    }
    long batchId = ThreadLocalRandom.current().nextLong();
    List<LedgerTrade> firsts = batch.firsts();
    return insert(tx, firsts, batchId, 0)
        .chain(
            inserted ->
                inserted == firsts.size()
                    ? Uni.createFrom().item(Map.<String, Earlier>of())
                    : earlier(tx, firsts, batchId, inserted))
        .chain(earlier -> new LedgerEntry(tx, batch, batchId, earlier).complete());
  }

  /** Returns how many of the trades, from this one on, were new. */
  private static Uni<Integer> insert(
      Transaction tx, List<LedgerTrade> trades, long batchId, int from) {
    int to = Math.min(trades.size(), from + ROWS);
    Uni<Integer> some =
        tx.run(LedgerSql.insert(trades.subList(from, to), batchId)).map(RowSet::rowCount);
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

  /** A row that was in the ledger before; without a trade when only its reversal is known. */
  record Earlier(LedgerTrade trade) {
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
}
