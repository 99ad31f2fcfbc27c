package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.qualification.ingest.TradeBatch.Rejected;
import io.aiw3.nft.qualification.persistence.Columns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The table {@code trades}: takes in each trade once and says by how much the volumes change.
 *
 * <p>{@code INSERT IGNORE} writes what is new; when fewer rows than trades were written, the
 * earlier rows of the others are read, by the batch's id, and compared. A reversal marks its
 * original; one that comes first leaves a row without a type in the original's place, which the
 * original fills.
 */
@ApplicationScoped
class Ledger {
  /** Of one statement: in one of 20,000 rows each costs the server a third more (measured). */
  private static final int ROWS = 5_000;

  private static final String FILL =
      "UPDATE trades SET wallet_address = ?, total_usd_price = ?, trade_type = ?, counts = ?,"
          + " executed_at = ?, reversed_by = IF(?, reversed_by, NULL), batch_id = ?"
          + " WHERE trade_id = ? AND trade_type IS NULL";
  private static final String AWAIT_ORIGINAL =
      "INSERT IGNORE INTO trades (trade_id, wallet_address, total_usd_price, counts, reversed_by,"
          + " batch_id) VALUES (?, ?, 0, FALSE, ?, ?)";
  private static final String ORIGINAL =
      "SELECT wallet_address, total_usd_price, trade_type, counts, reverses, reversed_by"
          + " FROM trades WHERE trade_id = ? FOR UPDATE";
  private static final String MARK = "UPDATE trades SET reversed_by = ? WHERE trade_id = ?";
  private static final String REMOVE = "DELETE FROM trades WHERE trade_id = ?";

  /**
   * What a batch did.
   *
   * @param sums change of volume by wallet; no zeros
   * @param taken trades that were new
   * @param rejected records that became dead letters only in comparison with the ledger
   */
  record Outcome(
      SortedMap<String, BigDecimal> sums, int taken, int duplicates, List<Rejected> rejected) {}

  /** Writes the batch's trades; runs in the transaction of the batch. */
  Uni<Outcome> take(SqlConnection connection, TradeBatch batch) {
    if (batch.byId().isEmpty()) {
      return Uni.createFrom().item(new Outcome(new TreeMap<>(), 0, 0, List.of()));
    }
    long batchId = ThreadLocalRandom.current().nextLong();
    List<LedgerTrade> firsts = batch.firsts();
    return insert(connection, firsts, batchId, 0)
        .chain(
            inserted ->
                inserted == firsts.size()
                    ? Uni.createFrom().item(Map.<String, Earlier>of())
                    : earlier(connection, firsts, batchId, inserted))
        .chain(earlier -> new Entry(connection, batch, batchId, earlier).complete());
  }

  /** Returns how many of the trades, from this one on, were new. */
  private static Uni<Integer> insert(
      SqlConnection connection, List<LedgerTrade> trades, long batchId, int from) {
    int to = Math.min(trades.size(), from + ROWS);
    Uni<Integer> some =
        connection
            .query(LedgerSql.insert(trades.subList(from, to), batchId))
            .execute()
            .map(RowSet::rowCount);
    return to == trades.size()
        ? some
        : some.chain(
            count -> insert(connection, trades, batchId, to).map(others -> count + others));
  }

  private static Uni<Map<String, Earlier>> earlier(
      SqlConnection connection, List<LedgerTrade> trades, long batchId, int inserted) {
    return connection
        .query(LedgerSql.earlier(trades, batchId))
        .execute()
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
  private record Earlier(String wallet, LedgerTrade trade) {
    static Earlier of(Row row) {
      String wallet = row.getString("wallet_address");
      String type = row.getString("trade_type");
      return new Earlier(
          wallet,
          type == null
              ? null
              : new LedgerTrade(
                  row.getString("trade_id"),
                  wallet,
                  type,
                  row.getBigDecimal("total_usd_price"),
                  false,
                  row.getString("reverses"),
                  Columns.instant(row.getLocalDateTime("executed_at")),
                  null));
    }
  }

  /** One batch on its way into the ledger. */
  private static final class Entry {
    private final SqlConnection connection;
    private final TradeBatch batch;
    private final long batchId;
    private final Map<String, Earlier> earlier;
    private final Map<String, BigDecimal> sums = new HashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final List<LedgerTrade> awaited = new ArrayList<>();
    private final List<LedgerTrade> reversals = new ArrayList<>();
    private int taken;
    private int duplicates;

    Entry(SqlConnection connection, TradeBatch batch, long batchId, Map<String, Earlier> earlier) {
      this.connection = connection;
      this.batch = batch;
      this.batchId = batchId;
      this.earlier = earlier;
    }

    Uni<Outcome> complete() {
      batch.byId().forEach(same -> sort(same, earlier.get(same.get(0).id())));
      Uni<Void> rest = Uni.createFrom().voidItem();
      for (LedgerTrade trade : awaited) {
        rest = rest.chain(() -> fill(trade));
      }
      for (LedgerTrade reversal : reversals) {
        rest = rest.chain(() -> reverse(reversal));
      }
      return rest.map(
          done -> {
            sums.values().removeIf(sum -> sum.signum() == 0);
            return new Outcome(new TreeMap<>(sums), taken, duplicates, rejected);
          });
    }

    private void sort(List<LedgerTrade> same, Earlier before) {
      LedgerTrade first = same.get(0);
      boolean isNew = before == null || before.trade() == null;
      LedgerTrade known = isNew ? first : before.trade();
      if (isNew) {
        taken++;
        if (before != null) {
          awaited.add(first);
        } else if (first.reversal()) {
          reversals.add(first);
        } else if (first.counts()) {
          add(first.wallet(), first.price());
        }
      }
      for (LedgerTrade trade : same.subList(isNew ? 1 : 0, same.size())) {
        if (trade.sameAs(known)) {
          duplicates++;
        } else {
          reject(trade, "the tradeId was used for another trade before: " + trade.id());
        }
      }
    }

    /** The original of an earlier reversal: it is known now, and does not count. */
    private Uni<Void> fill(LedgerTrade trade) {
      boolean own = earlier.get(trade.id()).wallet().equals(trade.wallet());
      if (trade.reversal()) {
        taken--;
        reject(trade, "a reversal cannot be reversed: " + trade.id());
        return Uni.createFrom().voidItem();
      }
      if (!own && trade.counts()) {
        add(trade.wallet(), trade.price());
      }
      return run(
          FILL,
          trade.wallet(),
          trade.price(),
          trade.type(),
          trade.counts(),
          Columns.utc(trade.executedAt()),
          own,
          batchId,
          trade.id());
    }

    private Uni<Void> reverse(LedgerTrade reversal) {
      String original = reversal.reverses();
      return connection
          .preparedQuery(AWAIT_ORIGINAL)
          .execute(Tuple.of(original, reversal.wallet(), reversal.id(), batchId))
          .chain(
              inserted ->
                  inserted.rowCount() == 1
                      ? Uni.createFrom().voidItem()
                      : connection
                          .preparedQuery(ORIGINAL)
                          .execute(Tuple.of(original))
                          .chain(rows -> reverse(reversal, rows.iterator().next())));
    }

    private Uni<Void> reverse(LedgerTrade reversal, Row original) {
      if (!original.getString("wallet_address").equals(reversal.wallet())) {
        return refuse(reversal, "the reversed trade is another wallet's: " + reversal.reverses());
      }
      if (original.getString("reverses") != null) {
        return refuse(reversal, "a reversal cannot be reversed: " + reversal.reverses());
      }
      if (original.getString("reversed_by") != null) {
        return Uni.createFrom().voidItem();
      }
      if (original.getBoolean("counts")) {
        add(reversal.wallet(), original.getBigDecimal("total_usd_price").negate());
      }
      return run(MARK, reversal.id(), reversal.reverses());
    }

    private Uni<Void> refuse(LedgerTrade reversal, String reason) {
      taken--;
      reject(reversal, reason);
      return run(REMOVE, reversal.id());
    }

    private void reject(LedgerTrade trade, String reason) {
      rejected.add(new Rejected(trade.origin(), new BadMessageException(reason)));
    }

    private void add(String wallet, BigDecimal amount) {
      sums.merge(wallet, amount, BigDecimal::add);
    }

    private Uni<Void> run(String sql, Object... parameters) {
      return connection
          .preparedQuery(sql)
          .execute(Tuple.from(Arrays.asList(parameters)))
          .replaceWithVoid();
    }
  }
}
